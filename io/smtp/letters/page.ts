/** What a letter says, before it is laid out: the same for its plain text and its HTML. All texts are single lines. */
export interface LetterPage {
  readonly subject: string
  readonly greeting: string
  readonly opening: readonly string[]
  readonly sections: readonly Section[]
  /** The one address to be opened, on a line of its own. */
  readonly link: string | null
  readonly closing: readonly string[]
  /** Case numbers, for the footer. */
  readonly caseNumbers: readonly string[]
}

export interface Section {
  readonly title: string
  /** What holds for the section as a whole: a name and what it says. */
  readonly facts: readonly { readonly name: string; readonly says: string }[]
  readonly rows: readonly RowShown[]
  /** A numbered list. */
  readonly items: readonly string[]
}

export interface RowShown {
  /** 第 2 行 */
  readonly at: string
  /** 张*（尾号 087X） */
  readonly who: string
  readonly state: string
  readonly lines: readonly string[]
}

export const section = (title: string, given: Partial<Omit<Section, 'title'>>): Section => ({
  title,
  facts: [],
  rows: [],
  items: [],
  ...given,
})

/** Sections that say nothing are left out. */
export const filled = (sections: readonly Section[]): Section[] =>
  sections.filter(({ facts, rows, items }) => facts.length + rows.length + items.length > 0)
