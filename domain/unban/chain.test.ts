import { expect, test } from '@jest/globals'
import { chainSteps, type ChainRow } from './chain.ts'

const row = (rowId: number, name: string, changes: Partial<ChainRow> = {}): ChainRow => ({
  rowId,
  personId: name.charCodeAt(0),
  name,
  remark: '',
  state: 'live',
  movedTo: null,
  ...changes,
})
const mail = (facts: string, ...rows: ChainRow[]) => ({ facts, rows })

test('A → B: who moved, who was added, who stayed behind, which remark changed', () => {
  const a = mail('A', row(1, '贾', { state: 'moved', movedTo: 11 }), row(2, '白'), row(3, '郑', { state: 'moved', movedTo: 12 })) // prettier-ignore
  const b = mail('B', row(11, '贾'), row(12, '郑', { remark: '换了证书' }), row(13, '欧阳'))
  expect(chainSteps([a, b])).toEqual([
    { moved: [], added: [], stayed: [], remarks: [] },
    { moved: ['贾', '郑'], added: ['欧阳'], stayed: ['白'], remarks: [{ name: '郑', before: '', now: '换了证书' }] },
  ])
})

test('A → B → C: a person who skipped a mail still moved', () => {
  const a = mail('A', row(1, '贾', { state: 'moved', movedTo: 21 }))
  const b = mail('B', row(11, '白', { state: 'moved', movedTo: 22 }))
  const c = mail('C', row(21, '贾'), row(22, '白'))
  expect(chainSteps([a, b, c])[2]).toMatchObject({ moved: ['贾', '白'], added: [], stayed: [] })
})
