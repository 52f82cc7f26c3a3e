import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

const glossary = readFileSync(new URL('GLOSSARY.md', import.meta.url), 'utf8')
const rows = glossary
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| 中文'))
  .map((line) => line.split('|').map((cell) => cell.trim().split(' · ')))
  .map(([, chinese = [], words = [], , files = []]) => ({ term: chinese.join(' · '), words, files }))

const textOf = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8').toLowerCase()

test.each(rows)('$term: each word is in the files named, and each file named holds a word', ({ words, files }) => {
  const texts = files.map(textOf)
  for (const word of words)
    expect([word, texts.some((text) => text.includes(word.toLowerCase()))]).toEqual([word, true])
  for (const [n, text] of texts.entries()) {
    expect([files[n], words.some((word) => text.includes(word.toLowerCase()))]).toEqual([files[n], true])
  }
})

test('no term and no word stands twice for two things', () => {
  const terms = rows.map((row) => row.term)
  expect(new Set(terms).size).toBe(terms.length)
})
