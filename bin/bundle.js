// npm run build, or node bin/bundle.js <folder>: one bundle of what ships, so that a command starts without looking for hundreds of files.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Commander loads this for commands that are programs of their own; we have none, and it takes 12 ms. */
const withoutChildProcess = {
  name: 'without-child-process',
  resolveId: (id, importer) =>
    id === 'node:child_process' && importer?.includes('commander') ? '\0no-child-process' : undefined,
  load: (id) => (id === '\0no-child-process' ? 'export default {}' : undefined),
}

/**
 * Bundles scripts with all that they import. CommonJS starts faster than modules that are looked up one by one
 * (measured: `spm validate` 259 against 286 ms of processor time).
 * @param input paths by name
 * @returns the packages that are in it
 */
export async function bundle(input, folder) {
  const build = await rolldown({ input, platform: 'node', plugins: [withoutChildProcess] })
  const { output } = await build.write({
    dir: folder,
    format: 'cjs',
    minify: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  })
  await build.close()
  const modules = output.flatMap((chunk) => chunk.moduleIds ?? []).filter((id) => id.includes('node_modules'))
  return [
    ...new Set(modules.map((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll(sep, '/'))[0])),
  ].sort()
}

/** The licences of packages, which must go along with their code. */
function notices(packages) {
  const texts = packages.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
    return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : ''}\n`
  })
  return texts.join(`\n${'-'.repeat(80)}\n\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = resolve(process.argv[2] ?? join(root, 'dist'))
  if (existsSync(dist)) rmSync(dist, { recursive: true })
  mkdirSync(dist, { recursive: true })
  const packages = await bundle({ cli: join(root, 'src/cli.ts') }, dist)
  writeFileSync(join(dist, 'THIRD-PARTY.txt'), notices(packages))
}
