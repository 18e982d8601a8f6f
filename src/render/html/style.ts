/**
 * The one style sheet: every colour on white has a contrast of at least 4.5:1 where it is text and 3:1 where it is part of
 * a chart (WCAG 2.1 AA; a test reckons it). Wide tables scroll sideways on a phone, their first column standing still;
 * in print they take the whole width and their heads are repeated.
 */
export const COLOURS = {
  text: '#1c2127',
  muted: '#535b65',
  line: '#d5dae0',
  shade: '#f3f5f7',
  accent: '#0b5cad',
  reached: '#1a7438',
  mark: '#b3261e',
} as const

export const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;color:${COLOURS.text};background:#fff;font:16px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,header,footer{max-width:84rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2rem 0 .5rem;overflow-wrap:anywhere}
h3{font-size:1rem;margin:1.5rem 0 .5rem;overflow-wrap:anywhere}
p{margin:.5rem 0;max-width:46rem;overflow-wrap:anywhere}
.muted,footer,figcaption{color:${COLOURS.muted}}
footer{font-size:.85rem;margin-top:2.5rem;padding-bottom:2rem}
.scroll{overflow-x:auto;margin:.5rem 0 1rem}
.scroll:focus-visible{outline:3px solid ${COLOURS.accent};outline-offset:2px}
table{border-collapse:separate;border-spacing:0;font-size:.9rem}
caption{text-align:left;color:${COLOURS.muted};padding:0 0 .35rem}
caption.unseen{position:absolute;width:1px;height:1px;padding:0;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.35rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid ${COLOURS.line};unicode-bidi:isolate}
th:first-child,td:first-child{padding-left:.25rem}
thead th{border-bottom:2px solid ${COLOURS.text};vertical-align:bottom;white-space:nowrap}
tbody th{font-weight:600}
tfoot td,tfoot th{border-top:2px solid ${COLOURS.text};border-bottom:0;font-weight:700}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.bar{white-space:nowrap}
small{font-size:.82rem;font-weight:400;color:${COLOURS.muted}}
.when{white-space:nowrap}
ul{margin:.5rem 0;padding-left:1.25rem;max-width:46rem}
li{margin:.25rem 0;overflow-wrap:anywhere}
.bar svg{display:block;margin-top:.3rem}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem;margin:1rem 0;padding:0}
.facts div{background:${COLOURS.shade};border-radius:.4rem;padding:.6rem .8rem}
.facts dt{color:${COLOURS.muted};font-size:.85rem}
.facts dd{margin:0;font-size:1.25rem;font-weight:600;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
figure{margin:1rem 0;max-width:42rem;break-inside:avoid}
figure svg{display:block;width:100%;height:auto}
figcaption{font-size:.9rem;margin-bottom:.35rem}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:${COLOURS.shade};border-radius:.2rem;padding:.1em .3em;overflow-wrap:anywhere}
.sign{display:grid;grid-template-columns:2fr 1fr 2fr;gap:2.5rem 1.5rem;margin:3rem 0 1rem;max-width:52rem;break-inside:avoid}
.sign div{border-top:1px solid ${COLOURS.text};padding-top:.25rem;font-size:.85rem;color:${COLOURS.muted}}
svg text{font-family:inherit;fill:${COLOURS.text}}
@media (max-width:40rem){
body{font-size:15px}
.sign{grid-template-columns:1fr}
th,td{padding:.35rem .5rem}
.scroll tbody th:first-child,.scroll tfoot th:first-child,.scroll thead th:first-child{position:sticky;left:0;background:#fff}
.scroll th:first-child{max-width:11rem;overflow-wrap:break-word}
}
@media print{
@page{margin:14mm}
body{font-size:10pt}
main,header,footer{max-width:none;padding:0}
.scroll{overflow:visible}
table{font-size:8.5pt;width:100%}
small{font-size:7.5pt}
thead{display:table-header-group}
tfoot{display:table-row-group}
tr,figure,.facts div{break-inside:avoid}
figure{max-width:11cm}
figcaption{font-size:8.5pt}
h1,h2,h3,caption{break-after:avoid}
li{break-inside:avoid}
.sign{grid-template-columns:2fr 1fr 2fr}
th,td{padding:.2rem .4rem}
}
`
