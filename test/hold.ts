// A program that holds a lock and a run folder until it is stopped; bundled and started by cli-shell.test.ts.
import { main } from '../src/cli.js'
import { acquireLock } from '../src/io/lock.js'
import { beginRun } from '../src/io/write-run.js'

process.argv = ['node', 'spm', '--version']
void main(process, '0.0.0-test').then(() => {
  acquireLock('x.lock', 'now', [])
  beginRun('runs', '2026-03')
  setTimeout(() => {}, 30_000)
  process.stderr.write('ready')
})
