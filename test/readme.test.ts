import { expect, test } from 'vitest'
import { followTour } from './tour.js'

test('the five-minute tour prints what the README says', async () => {
  expect(await followTour(new URL('../README.md', import.meta.url))).toBe(3)
})

test('closing months goes as its page says', async () => {
  expect(await followTour(new URL('../plans/CLOSING.md', import.meta.url))).toBe(6)
})

test('explanations are what their page shows', async () => {
  expect(await followTour(new URL('../plans/EXPLAIN.md', import.meta.url))).toBe(2)
})

test('statements are what their page shows', async () => {
  expect(await followTour(new URL('../plans/STATEMENTS.md', import.meta.url))).toBe(2)
})

test('the reports are what their page shows', async () => {
  expect(await followTour(new URL('../plans/REPORTS.md', import.meta.url))).toBe(7)
})

test('exports go as their page says', async () => {
  expect(await followTour(new URL('../plans/EXPORTS.md', import.meta.url))).toBe(2)
})

test('a plan in plain words is what its page shows', async () => {
  expect(await followTour(new URL('../plans/DESCRIBE.md', import.meta.url))).toBe(1)
})

test('editors and formatting are as their page says', async () => {
  expect(await followTour(new URL('../plans/EDITORS.md', import.meta.url))).toBe(2)
})

test('getting started goes as its page says', async () => {
  expect(await followTour(new URL('../plans/START.md', import.meta.url))).toBe(5)
})
