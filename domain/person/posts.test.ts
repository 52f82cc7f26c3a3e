import { expect, test } from '@jest/globals'
import { allowedWords, fillPost, postFits } from './posts.ts'

const driver = '建筑起重机械司机（塔式起重机）'
const fits = (kind: string, certificateTrade: string, postType: string, post: string, trade = certificateTrade) =>
  postFits({ postType, post, trade }, [{ kind, trade: certificateTrade }])

test.each([
  ['安拆证', '建筑起重机械安装拆卸工（塔式起重机）', '安拆人员', '建筑起重机械安装拆卸工（塔式起重机）'],
  ['建筑电工证', '建筑电工', '维保人员', '建筑电工'],
  ['司机证', driver, '操作人员', driver],
  ['信号工证', '建筑起重司索信号工', '操作人员', '建筑起重司索信号工'],
  ['A证', '企业主要负责人', '管理人员', '企业负责人（兼技术负责人）'],
  ['A证', '企业主要负责人', '管理人员', '企业负责人(兼技术负责人)'],
  ['B证', '项目负责人', '管理人员', '其他管理人员'],
  ['C证', '专职安全生产管理人员', '管理人员', '专职安全管理人员'],
  ['安全员', '安全员', '管理人员', '其他管理人员'],
  ['机械员', '机械员', '管理人员', '技术人员'],
  ['质量员', '质量员', '管理人员', '质量管理'],
])('%s (%s) allows %s · %s', (...given) => {
  expect(fits(...given)).toBe(true)
})

test.each([
  ['司机证', driver, '安拆人员', driver, driver, 'a driver does not install'],
  ['司机证', driver, '操作人员', '司机', driver, 'the post is the full trade'],
  ['司机证', driver, '操作人员', driver, '建筑起重机械司机（施工升降机）', 'the trade is the certificate’s'],
  ['B证', '项目负责人', '管理人员', '企业负责人', '项目负责人', 'B is no head of an enterprise'],
  ['C证', '专职安全生产管理人员', '操作人员', '专职安全管理人员', '专职安全生产管理人员', 'C is management'],
  ['驾照', 'C1', '操作人员', 'C1', 'C1', 'no rule names such a certificate'],
])('%s (%s) does not allow %s · %s · %s: %s', (kind, certificateTrade, postType, post, trade) => {
  expect(fits(kind, certificateTrade, postType, post, trade)).toBe(false)
})

test('one fitting certificate among several is enough, none is not', () => {
  const person = { postType: '操作人员', post: driver, trade: driver }
  expect(
    postFits(person, [
      { kind: 'C证', trade: '专职安全生产管理人员' },
      { kind: '司机证', trade: driver },
    ]),
  ).toBe(true)
  expect(postFits(person, [])).toBe(false)
})

test('post type, post and trade are filled in where the certificate leaves no choice; what is written stays', () => {
  const empty = { postType: '', post: '', trade: '' }
  expect(fillPost(empty, { kind: '司机证', trade: driver })).toEqual({
    postType: '操作人员',
    post: driver,
    trade: driver,
  })
  expect(fillPost(empty, { kind: '安拆证', trade: '建筑电工' })).toEqual({
    postType: '',
    post: '建筑电工',
    trade: '建筑电工',
  })
  expect(fillPost(empty, { kind: 'A证', trade: '企业主要负责人' })).toEqual({ postType: '管理人员', post: '', trade: '企业主要负责人' }) // prettier-ignore
  expect(fillPost({ ...empty, postType: '维保人员' }, { kind: '安拆证', trade: '建筑电工' }).postType).toBe('维保人员')
  expect([fillPost(empty, undefined), fillPost(empty, { kind: '驾照', trade: 'C1' })]).toEqual([empty, empty])
})

test('what a certificate allows is said in a sentence', () => {
  expect(allowedWords({ kind: '机械员', trade: '机械员' })?.zh).toBe('机械员对应的岗位类型为管理人员，岗位为其他管理人员或技术人员，从业工种为机械员') // prettier-ignore
  expect(allowedWords({ kind: '质量员', trade: '质量员' })?.zh).not.toContain('岗位为')
  expect(allowedWords({ kind: '驾照', trade: 'C1' })).toBeNull()
})
