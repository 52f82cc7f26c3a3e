import { expect, test } from '@jest/globals'
import type { Visit } from '../visit.ts'
import { presentPersonForm, type FormModel, type PersonFormPage } from './form-presenter.ts'

const visit: Visit = {
  language: 'zh', now: '2026-11-20T06:00:00.000Z', snapshot: null, signedIn: null, csrf: '', lapsed: null, wantsJson: false, url: '/', nonce: '', userAgent: '', ip: '',
} // prettier-ignore
const model: FormModel = {
  about: 'new', action: '/persons/new', formId: 'f', version: null, enterpriseId: 1, idNumber: null, name: '', phoneShown: '', hasPhone: false,
  typed: {}, files: new Map(), errors: [], checks: [], differences: [], draftSavedAt: null,
} // prettier-ignore
const starred = (page: PersonFormPage): string[] =>
  [
    ...page.who,
    page.photo,
    ...page.certificates.flatMap(({ fields, scan }) => [...fields, scan]),
    ...page.post,
    ...page.socialSecurity,
    ...page.socialSecurityFiles,
    ...page.contract,
    page.contractFiles,
  ]
    .filter(({ required }) => required)
    .map(({ label }) => label)

test('a star stands where neither saving nor asking for the unban goes without it', () => {
  expect(starred(presentPersonForm(model, visit, null))).toEqual([
    '身份证号', '姓名', '手机号', '照片', '证书种类', '证书编号', '证书工种', '发证机关', '发证日期', '有效期至', '证书扫描件',
    '缴费月份', '证明类别', '缴费单位', '险种', '社保证明文件', '材料类别', '已上传全部页面', '合同文件',
  ]) // prettier-ignore
})

test('what is on record already may be left empty', () => {
  const page = presentPersonForm({ ...model, about: 'change', idNumber: '4501…9320', hasPhone: true }, visit, null)
  expect(starred(page)).not.toEqual(expect.arrayContaining(['手机号']))
  expect(starred(page).filter((label) => label.endsWith('文件'))).toEqual([])
  expect(starred(presentPersonForm({ ...model, about: 'change' }, visit, null))).toContain('手机号')
})
