import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { terminalDialogue } from '../../src/io/dialogue.js'

function terminal() {
  const [input, output] = [new PassThrough(), new PassThrough()]
  let shown = ''
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()))
  return { input, dialogue: terminalDialogue(input, output), shown: () => shown }
}

test('a question is shown, and its answer comes back trimmed, one after the other', async () => {
  const { input, dialogue, shown } = terminal()
  const first = dialogue.ask('Who? ')
  input.write('  Ana \n')
  expect(await first).toBe('Ana')
  const second = dialogue.ask('Where? ')
  input.write('\n')
  expect(await second).toBe('')
  expect(shown()).toBe('Who? Where? ')
  dialogue.close()
})

test('who leaves gives no answer, to this question and all others', async () => {
  const { input, dialogue } = terminal()
  const asked = dialogue.ask('Who? ')
  input.end()
  expect(await asked).toBeUndefined()
  expect(await dialogue.ask('Where? ')).toBeUndefined()
})
