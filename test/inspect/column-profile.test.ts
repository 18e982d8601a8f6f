import { describe, expect, it } from 'vitest'
import { formatDecimal } from '../../src/base/decimal.js'
import { ColumnProfiler } from '../../src/inspect/column-profile.js'
import { SeenTexts } from '../../src/inspect/seen-texts.js'

function profile(cells: readonly string[], name = 'x') {
  const profiler = new ColumnProfiler(name, 1)
  for (const [index, cell] of cells.entries()) profiler.add(cell, index + 2)
  return profiler.finish()
}

function readings(cells: readonly string[]): string[] {
  return profile(cells).number!.readings.map(
    ({ decimal, min, max, sum }) =>
      `${decimal ?? 'plain'} ${formatDecimal(min)} ${formatDecimal(max)} ${formatDecimal(sum)}`,
  )
}

function dates(cells: readonly string[]): string[] {
  return profile(cells).date!.readings.map(({ pattern, min, max }) => `${pattern} ${min} ${max}`)
}

describe('a column of numbers', () => {
  it('has its exact range and sum', () => {
    expect(readings(['0.1', '0.2', '-3', '999999999999999.01'])).toEqual([
      'plain -3 999999999999999.01 999999999999996.31',
    ])
  })

  it('is read in both ways where no value tells a decimal comma from thousands', () => {
    // 1 + 2 thousand, or 1.5 + 2.25 …
    expect(readings(['1,500', '2,250'])).toEqual(['. 1500 2250 3750', ', 1.5 2.25 3.75'])
  })

  it('is read in the one way that all values allow', () => {
    expect(readings(['1,500', '2.25'])).toEqual(['. 2.25 1500 1502.25'])
    expect(readings(['1.500', '2,25'])).toEqual([', 2.25 1500 1502.25'])
    expect(readings(['$1,500.00', '(3)'])).toEqual(['plain -3 1500 1497'])
  })

  it('names signs of currencies, percent and parentheses', () => {
    const { number } = profile(['$5', 'EUR 7', '(3)', '4%', '1,000,000'])
    expect(number).toMatchObject({ marks: ['$', 'EUR'], percents: 1, parentheses: 1, grouped: 1 })
  })

  it('may have a few texts in it, which are named with their rows', () => {
    const cells = [...Array.from({ length: 39 }, (_, i) => `${i}`), 'to do']
    expect(profile(cells)).toMatchObject({
      type: 'number',
      misfits: { cells: 1, first: [{ text: 'to do', record: 41 }] },
    })
    // Two of forty are more than one in twenty.
    expect(profile([...cells.slice(0, 38), 'to do', 'open', 'lost'])).toMatchObject({ type: 'text' })
  })

  it('says that a point may part thousands where each has three digits behind it', () => {
    expect(profile(['1.234', '5.678', '9']).number!.mayBeThousands).toBe(true)
    expect(profile(['1.234', '5.67']).number!.mayBeThousands).toBe(false)
  })
})

describe('a column of dates', () => {
  it('has both readings where no value tells the day from the month', () => {
    expect(dates(['3/4/2026', '5/6/2026'])).toEqual([
      'MM/DD/YYYY 2026-03-04 2026-05-06',
      'DD/MM/YYYY 2026-04-03 2026-06-05',
    ])
  })

  it('has one where a single value decides', () => {
    expect(dates(['3/4/2026', '12/31/2026'])).toEqual(['MM/DD/YYYY 2026-03-04 2026-12-31'])
    expect(dates(['3/4/2026', '31/12/2026'])).toEqual(['DD/MM/YYYY 2026-04-03 2026-12-31'])
  })

  it.each([
    ['2026-03-05 14:20:00', 'YYYY-MM-DD'],
    ['5 Mar 2026', 'D MMM YYYY'],
    ['05.13.2026', 'MM.DD.YYYY'],
    ['13.05.2026', 'DD.MM.YYYY'],
  ])('may be written %s', (text, pattern) => {
    expect(profile([text]).date!.readings.map((each) => each.pattern)).toEqual([pattern])
  })

  it('of eight digits is one only where its header says so', () => {
    expect(profile(['20260305'], 'close date').type).toBe('date')
    expect(profile(['20260305'], 'order_no').type).toBe('id')
    expect(profile(['20260305', '20260305'], 'budget').type).toBe('number')
  })

  it('with two-digit years, or serial numbers of a spreadsheet, is none, and says why', () => {
    expect(profile(['3/5/26', '3/6/26'])).toMatchObject({ type: 'text', twoDigitYears: 2 })
    expect(profile(['46000', '46001'], 'Close Date')).toMatchObject({ serialDates: true })
  })
})

describe('a column', () => {
  it('of ids says which stand twice, and where', () => {
    const { type, repeated } = profile([...Array.from({ length: 20 }, (_, i) => `A${i}`), 'A7'], 'deal')
    expect({ type, repeated }).toEqual({ type: 'id', repeated: { cells: 1, first: [{ text: 'A7', record: 22 }] } })
  })

  it('tells blanks from texts that seem to mean one, but a region called NA is a text', () => {
    expect(profile(['', '  ', 'NULL', '5', 'NULL'])).toMatchObject({
      type: 'number',
      blank: 2,
      nulls: [['NULL', 2]],
      distinct: 1,
    })
    expect(profile(['NA', 'EMEA'])).toMatchObject({ type: 'text', nulls: [] })
  })

  it('lists few different texts with their counts, the most frequent first', () => {
    expect(profile(['b', 'a', 'b', 'c']).values).toEqual([
      ['b', 2],
      ['a', 1],
      ['c', 1],
    ])
    expect(profile(Array.from({ length: 13 }, (_, i) => `t${i}`)).values).toBeUndefined()
  })

  it.each([
    [['USD', 'EUR'], 'currency'],
    [['yes', 'No'], 'yes/no'],
    [['', ''], 'blank'],
    [['0061t00000AbCdE', '0061t00000AbCdF'], 'id'],
  ] as const)('with %j is %s', (cells, type) => {
    expect(profile(cells).type).toBe(type)
  })

  it('of more texts than are kept is counted to the last one', () => {
    const cells = Array.from({ length: 30_000 }, (_, i) => `text ${i % 29_999}`)
    const { distinct, repeated } = profile(cells)
    expect({ distinct, repeated }).toEqual({
      distinct: 29_999,
      repeated: { cells: 1, first: [{ text: 'text 0', record: 30_001 }] },
    })
  })

  it('of many texts that repeat is not counted for ever', () => {
    const { distinct, repeated } = profile(Array.from({ length: 100_000 }, (_, i) => `account ${i % 5000}`))
    expect({ distinct, repeated }).toEqual({ distinct: undefined, repeated: undefined })
  })
})

it('texts that were seen are told from new ones, also the empty one', () => {
  const seen = new SeenTexts()
  const texts = ['', 'a', 'b', 'ab', 'ba', ...Array.from({ length: 20_000 }, (_, i) => String(i * 7))]
  expect(texts.map((text) => seen.add(text)).filter(Boolean)).toEqual([])
  expect(texts.map((text) => seen.add(text)).filter(Boolean)).toHaveLength(texts.length)
  expect(seen.distinct).toBe(texts.length)
})
