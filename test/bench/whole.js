// Runs `spm calc` in this process and prints how long it took and the peak memory as JSON.
import { main } from '../../src/cli.js'

async function measure() {
  const start = performance.now()
  process.chdir(process.argv[2])
  const log = console.log
  process.argv = [process.argv[0], 'spm', 'calc', '--period', '2026-12', '--quiet']
  const code = await main(process, '0.0.0-bench')
  if (code !== 0) throw new Error(`spm calc ended with ${code}`)
  log(
    JSON.stringify({
      whole: (performance.now() - start) / 1000,
      peak: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  )
}

void measure()
