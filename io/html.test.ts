import { describe, expect, test } from '@jest/globals'
import { readHtml } from './html.ts'

const cellsOf = (html: string): unknown => readHtml(html).tables.map((table) => table.cells)

describe('tables', () => {
  test('joined cells keep the columns in line', () => {
    const html = '<table><tr><th>姓名<th>公司<th>业务<tr><td>熊旭<td rowspan=2>宏达<td>解禁<tr><td>方春<td>绑定<tr><td colspan=2>合计<td>2</table>' // prettier-ignore
    expect(cellsOf(html)).toEqual([
      [['姓名', '公司', '业务'], ['熊旭', '宏达', '解禁'], ['方春', '', '绑定'], ['合计', '', '2']], // prettier-ignore
    ])
  })
  test('a table in a table is one of its own; a layout around it holds none of its words', () => {
    expect(cellsOf('<table><tr><td>外<table><tr><td>姓名</td></tr></table></td></tr></table>')).toEqual([
      [['外']],
      [['姓名']],
    ])
  })
  test('what stands in a quotation is marked', () => {
    const quoted = (html: string): boolean[] => readHtml(html).tables.map((table) => table.quoted)
    expect(quoted('<table><td>1</table><blockquote><table><td>2</table></blockquote>')).toEqual([false, true])
    expect(quoted('<div>------------------ 原始邮件 ------------------</div><table><td>2</table>')).toEqual([true])
  })
  test('a number that was shortened is named', () => {
    expect(readHtml('<table><tr><td>熊旭<td>4.50103E+17</table>').tables[0]?.lossyCells).toEqual(['0:1'])
  })
})

test('text, entities, and nothing of scripts, styles and comments', () => {
  const html = '<head><title>t</title><style>a{}</style></head><p>解&#31105;&nbsp;&amp;<br>二<!-- no --><script>1<2</script> 1 < 2' // prettier-ignore
  expect(readHtml(html).text).toBe('解禁 &\n二 1 < 2')
})
test('links', () => {
  expect(readHtml('<a href="https://wx.mail.qq.com/ftn?a=1&amp;b=2">附件</a>').links).toEqual([
    'https://wx.mail.qq.com/ftn?a=1&b=2',
  ])
})
test.each([
  ['50,000 nested div', '<div>'.repeat(50_000)],
  ['100,000 nested tables', '<table><tr><td>'.repeat(100_000)],
  ['quotes that never close', '<a b="'.repeat(100_000)],
  ['comments that never close', '<!--'.repeat(100_000)],
  ['half tags', '<'.repeat(200_000)],
  ['joined cells without end', '<table>' + '<tr><td rowspan=99999999 colspan=99999999>'.repeat(5_000)],
  ['half entities', '&#x'.repeat(200_000)],
])('%s come to an end', (_, html) => {
  expect(readHtml(html).tables.length).toBeLessThan(51)
})
