import { formatDecimal, parseDecimal } from '../base/decimal.js'
import { grouped } from '../base/money.js'
import type { PlanShape } from '../plan/shape.js'
import { percentWords, titleOf, type About } from './about.js'
import { componentParts, KIND_NAMES } from './components.js'
import { crediting } from './crediting.js'
import { points, type Description, type Part, type Section } from './description.js'
import { exampleParts, type ExampleQuota } from './example.js'
import { limitsSection, minimumSections, paidSection, peopleSection } from './plan-terms.js'
import { quotaSection } from './quota-rules.js'
import { allSaid, code, say, type Words } from './say.js'
import { nameWords } from './names.js'
import { formulasIn, termsSection } from './terms.js'

/** What a description is asked for, beside the plan. */
export interface Asked extends About {
  /** SHA-256 of the plan's whole text. */
  readonly sha256: string
  /** Whose copy it is, in words: `Ana Lopez (E1)`. */
  readonly payee: string | undefined
  /** The quota of a component by its id; undefined: an example. */
  readonly quotaOf: (component: string) => ExampleQuota | undefined
}

/** Round figures for those whose quota is not known. */
const EXAMPLE_MONEY = parseDecimal('100000')!
const EXAMPLE_NUMBER = parseDecimal('100')!

/** A plan in plain words: everything that its text says, in the order in which somebody who is paid by it asks. */
export function describe(asked: Asked): Description {
  const { sha256, payee } = asked
  const {
    plan,
    name,
    currency,
    effective,
    pays,
    components,
    constants: _constants,
    measures: _measures,
    ...terms
  } = asked.plan
  const { assign, additional, continues, ...others } = terms
  const { proration, month_counts, seasonality, ramp, cap, floor, guarantee, draw, ...ends } = others
  const { threshold, negative, rounding, leavers, clawback, restates, ...built } = ends
  // What a plan is made of has done its work when it is whole.
  const { template: _template, extends: _extends, without: _without, ...rest } = built
  allSaid(rest)
  const { from, to, ...noDays } = effective
  allSaid(noDays)
  const sections = [
    overview(components),
    peopleSection({ assign, additional, continues }, asked),
    crediting(asked),
    quotaSection({ proration, month_counts, seasonality, ramp }, asked),
    ...components.map((component) => componentSection(component, asked)),
    limitsSection({ cap, floor }, asked),
    ...minimumSections({ guarantee, draw }, asked),
    paidSection({ threshold, negative, rounding, leavers, clawback, restates }, asked),
  ].filter((section) => section !== undefined)
  const names = namesSection(sections.flatMap(formulasIn), asked)
  const whole = names === undefined ? sections : [...sections, names]
  return {
    title: name ?? titleOf({ id: plan }),
    about: `Compensation plan ${plan}, in force from ${from} to ${to}, both days included`,
    facts: [
      ...(payee === undefined ? [] : [['For', payee] as const]),
      ['Plan', plan],
      ['In force', `${from} to ${to}`],
      ['Paid', `every ${pays}`],
      ['Currency', currency],
    ],
    sections: [...whole, termsSection(whole)],
    signature: { payee, plan, from, to, sha256 },
  }
}

function overview(components: PlanShape['components']): Section {
  return {
    title: 'What you can earn',
    parts: points(components.map((component) => say`${titleOf(component)}: ${KIND_NAMES[component.kind]}`)),
  }
}

function componentSection(component: PlanShape['components'][number], asked: Asked): Section {
  const compiled = asked.compiled?.components.find(({ id }) => id === component.id)
  const example = (): ExampleQuota => ({
    amount: compiled?.measure?.unit === 'number' ? EXAMPLE_NUMBER : EXAMPLE_MONEY,
    ownIn: undefined,
  })
  const shown = compiled && exampleParts(compiled, asked.quotaOf(component.id) ?? example(), asked)
  return { title: titleOf(component), parts: [...componentParts(component, asked), ...(shown ?? [])] }
}

/** What the names in formulas mean; undefined where there are none. */
function namesSection(formulas: readonly string[], about: About): Section | undefined {
  const { constants = {} } = about.plan
  const parts = [...points(nameWords(formulas, constants)), ...valuesParts(constants, about)]
  return parts.length === 0 ? undefined : { title: 'Names in formulas', parts }
}

function valuesParts(constants: NonNullable<PlanShape['constants']>, about: About): readonly Part[] {
  const all = Object.entries(constants)
  if (all.length === 0) return []
  return [
    {
      kind: 'table',
      caption: 'Values of this plan that have a name',
      columns: [
        { name: 'Name', number: false },
        { name: 'Value', number: true },
        { name: 'For whom', number: false },
      ],
      rows: all.map(([name, constant]) => {
        if (typeof constant === 'string') return [say`${code(name)}`, constantWords(constant, about), say`everybody`]
        const { value, per_payee: column, ...rest } = constant
        allSaid(rest)
        const whom = say`everybody who has no own one in the column ${code(column)} of the list of people`
        return [say`${code(name)}`, constantWords(value, about), whom]
      }),
    },
  ]
}

function constantWords(value: string, about: About): Words {
  if (value.endsWith('%')) return percentWords(value, about)
  const number = parseDecimal(value)
  return number === undefined ? say`${value}` : say`${grouped(formatDecimal(number))}`
}
