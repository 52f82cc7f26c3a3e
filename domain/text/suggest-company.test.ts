import { expect, test } from '@jest/globals'
import { companyKey } from './normalise.ts'
import { suggestCompany } from './suggest-company.ts'

const registered = [
  '南宁宏达建筑机械租赁有限公司',
  '南宁鑫源起重设备安装工程有限公司',
  '柳州恒固建筑机械租赁（柳州）有限公司',
  '柳州盛基起重设备安装工程有限公司',
  '桂林金塔建筑机械租赁有限公司',
  '南宁卓越建筑机械租赁有限公司',
  '南宁天工建设集团有限公司',
].map(companyKey)
const suggest = (name: string) => suggestCompany(companyKey(name), registered)

test.each([
  ['南宁鸿达建筑机械租赁有限公司', '南宁宏达建筑机械租赁有限公司', 'one character mistyped'],
  ['南宁宏达建筑机械租凭有限公司', '南宁宏达建筑机械租赁有限公司', 'one character mistyped inside'],
  ['南宁宏达机械租赁有限公司', '南宁宏达建筑机械租赁有限公司', 'two characters left out'],
  ['南宁达宏建筑机械租赁有限公司', '南宁宏达建筑机械租赁有限公司', 'two characters swapped'],
  ['南宁宏达建筑机械租赁公司', '南宁宏达建筑机械租赁有限公司', '有限 left out'],
  ['南宁宏达建筑机械租赁', '南宁宏达建筑机械租赁有限公司', '有限公司 left out'],
  ['南宁宏达建筑机械租赁有限责任公司', '南宁宏达建筑机械租赁有限公司', '责任 put in'],
  ['广西南宁宏达建筑机械租赁有限公司', '南宁宏达建筑机械租赁有限公司', 'the province put before it'],
  ['南宁市宏达建筑机械租赁有限公司', '南宁宏达建筑机械租赁有限公司', '市 put in'],
  ['柳州恒固建筑机械租赁有限公司', '柳州恒固建筑机械租赁(柳州)有限公司', 'the place in brackets left out'],
  ['南宁天工建设有限公司', '南宁天工建设集团有限公司', '集团 left out'],
  ['南宁宏达建筑机械租赁有限公司第一分公司', '南宁宏达建筑机械租赁有限公司', 'a branch'],
])('%s → %s: %s', (written, expected) => {
  expect(suggest(written)).toBe(expected)
})

test.each(['演示重工股份有限公司', '有限公司', '南宁', '', '宏达', '别家劳务有限公司'])(
  'nothing is near %s',
  (written) => {
    expect(suggest(written)).toBeUndefined()
  },
)

test('two names equally near: none is suggested', () => {
  const known = ['南宁宏达租赁有限公司', '南宁鸿达租赁有限公司'].map(companyKey)
  expect(suggestCompany(companyKey('南宁洪达租赁有限公司'), known)).toBeUndefined()
})

test('a registered name needs no suggestion', () => {
  expect(suggest('南宁宏达建筑机械租赁有限公司')).toBeUndefined()
})
