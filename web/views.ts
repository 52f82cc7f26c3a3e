/**
 * The view engine: Handlebars over the templates beside the pages. A template only prints; a name it misses stops it.
 * Templates are files of ours, compiled once; nothing else is ever compiled.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import Handlebars from 'handlebars'
import type { ViewName } from './view-models.ts'

const root = import.meta.dirname
const options = { strict: true, knownHelpersOnly: true } as const

export type Render = (name: ViewName, model: object) => string

/** Every template under web/, by its path without the ending. @throws Error when one cannot be compiled. */
export function loadViews(): Render {
  const engine = Handlebars.create()
  const views = new Map<string, HandlebarsTemplateDelegate>()
  for (const file of templateFiles()) {
    const name = relative(root, file)
      .replace(/\\/g, '/')
      .replace(/\.hbs$/, '')
    const template = engine.compile(readFileSync(file, 'utf8'), options)
    // layouts/main is `layout`, partials/state is `state`.
    const partial = /^(?:layouts|partials)\/(.+)$/.exec(name)?.[1]
    if (partial === undefined) views.set(name, template)
    else engine.registerPartial(partial, template)
  }
  return (name, model) => {
    const view = views.get(name)
    if (view === undefined) throw new Error(`There is no template web/${name}.hbs.`)
    return view(model)
  }
}

export function templateFiles(): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => join(entry.parentPath, entry.name))
}
