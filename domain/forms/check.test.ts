import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Day } from '../brand.ts'
import { check } from './check.ts'
import { defineForm, type ValuesOf } from './define-form.ts'
import type { Field, FieldKind } from './fields.ts'

const words = (zh: string) => ({ zh, en: zh })
const today = '2026-11-21' as Day
const everything = defineForm(
  'everything',
  words('样表'),
  {
    text: { kind: 'text', label: words('出厂编号'), maxLength: 5 },
    longText: { kind: 'longText', label: words('说明'), maxLength: 10, optional: true },
    number: { kind: 'number', label: words('起重臂长度'), unit: words('m'), min: 1, max: 100, decimals: 1 },
    date: { kind: 'date', label: words('出厂日期'), when: 'past' },
    choice: { kind: 'choice', label: words('设备类别'), options: { T: words('塔式起重机'), S: words('施工升降机') } },
    choices: { kind: 'choices', label: words('险种'), options: { a: words('工伤'), b: words('养老') }, optional: true },
    yesNo: { kind: 'yesNo', label: words('是否完整') },
    creditCode: { kind: 'creditCode', label: words('统一社会信用代码') },
    idNumber: { kind: 'idNumber', label: words('身份证号') },
    phone: { kind: 'phone', label: words('手机号') },
    email: { kind: 'email', label: words('邮箱') },
    password: { kind: 'password', label: words('密码'), chosen: true },
    attachment: {
      kind: 'attachment',
      label: words('照片'),
      types: ['image/png'],
      maxBytes: 2 * 1024 * 1024,
      maxFiles: 1,
    },
    rows: {
      kind: 'rows',
      label: words('重点人员'),
      columns: {
        name: { kind: 'text', label: words('姓名'), maxLength: 10 },
        id: { kind: 'idNumber', label: words('身份证号') },
      },
      maxRows: 2,
    },
  },
  [
    {
      field: 'number',
      message: words('塔式起重机的起重臂不短于40米。'),
      holds: (v) => v.choice !== 'T' || v.number >= 40,
    },
  ],
)
/** A new kind belongs into the sample, too. */
const kinds: Readonly<Record<FieldKind, Field>> = everything.fields
const photo = { sha256: 'a'.repeat(64), name: '照片.png', size: 1000, type: 'image/png' }
const right = {
  text: ' A-17 ',
  number: '５６．５',
  date: '2026年11月2日',
  choice: 'T',
  yesNo: '是',
  creditCode: '91450100 ma5k8x2t8r',
  idNumber: '11010519491231002x',
  phone: '+86 199-0000-5290',
  email: ' Office@E00.test',
  password: 'four words in a row',
  attachment: [photo],
  rows: [{ name: '张三', id: '450100199003079317' }],
}
const errorsOf = (change: Record<string, unknown>) => {
  const checked = check(everything, { ...right, ...change }, today)
  return checked.ok ? [] : checked.errors.map(({ path, message }) => `${path}: ${message.zh}`)
}

test('a form that is right gives values of its kinds, written in one way', () => {
  const checked = check(everything, right, today)
  expect(checked).toEqual({
    ok: true,
    values: {
      ...right,
      text: 'A-17',
      number: 56.5,
      date: '2026-11-02',
      yesNo: true,
      creditCode: '91450100MA5K8X2T8R',
      idNumber: '11010519491231002X',
      phone: '19900005290',
      email: 'office@e00.test',
    },
  })
  // The types follow the declaration.
  const values: ValuesOf<typeof everything> | null = checked.ok ? checked.values : null
  const category: 'T' | 'S' | undefined = values?.choice
  const note: string | undefined = values?.longText
  expect([category, note]).toEqual(['T', undefined])
})

test('the sample has a field of every kind', () => {
  expect(Object.entries(kinds).filter(([kind, field]) => kind !== field.kind)).toEqual([])
})

test('an empty form says everything at once, in the order of its fields', () => {
  const checked = check(everything, {}, today)
  expect(checked.ok ? [] : checked.errors.map((error) => error.message.zh)).toEqual([
    '请填写出厂编号。', '请填写起重臂长度。', '请填写出厂日期。', '请选择设备类别。', '请选择是否完整。', '请填写统一社会信用代码。',
    '请填写身份证号。', '请填写手机号。', '请填写邮箱。', '请填写密码。', '请上传照片。', '请至少填写一行重点人员。',
  ]) // prettier-ignore
})

test.each([
  [{ text: 'A-1234' }, 'text: 出厂编号最多5个字，请缩短。'],
  [{ text: { $gt: '' } }, 'text: 出厂编号的内容无法识别，请重新填写。'],
  [{ number: '56.5m' }, 'number: 起重臂长度请只填数字，不带单位（m）。'],
  [{ number: '56.55' }, 'number: 起重臂长度最多1位小数。'],
  [{ number: 101 }, 'number: 起重臂长度请填1到100之间的数。'],
  [{ date: '2026-02-30' }, 'date: 出厂日期请填实际存在的日期，例如2026-11-20。'],
  [{ date: '2026-11-22' }, 'date: 出厂日期不能晚于今天。'],
  [{ choice: 'W' }, 'choice: 请在列出的选项中选择设备类别。'],
  [{ choice: 'constructor' }, 'choice: 请在列出的选项中选择设备类别。'],
  [{ choices: ['a', 'c'] }, 'choices: 请在列出的选项中选择险种。'],
  [{ yesNo: 'constructor' }, 'yesNo: 请在列出的选项中选择是否完整。'],
  [{ creditCode: '916501005725367591' }, 'creditCode: 统一社会信用代码的校验码不对，请照营业执照逐位核对。'],
  [
    { idNumber: '4.5E+17' },
    'idNumber: 身份证号被Excel变成了科学计数，末尾数字已丢失，请把单元格设为“文本”后重新填写。',
  ],
  [{ idNumber: 450100199003079300 }, 'idNumber: 请填写身份证号。'],
  [{ phone: '5551234' }, 'phone: 手机号请填11位手机号，或带区号的座机，例如0771-5551234。'],
  [{ email: 'a@e00.test,b@e00.test' }, 'email: 邮箱请只填一个邮箱地址，例如name@example.cn。'],
  [{ password: 'elevenchars' }, 'password: 密码至少12个字符，可以用几个词连成一句。'],
  [{ password: 'Password1234' }, 'password: 密码太常见，容易被猜到，请换一个。'],
  [{ password: 'abcabcabcabc' }, 'password: 密码太常见，容易被猜到，请换一个。'],
  [{ attachment: [{ ...photo, type: 'application/pdf' }] }, 'attachment: 照片只接受PNG文件，请转换后重新上传。'],
  [{ attachment: [{ ...photo, size: 3e6 }] }, 'attachment: 照片每个文件不能超过2 MB，请压缩后重新上传。'],
  [{ attachment: [photo, photo] }, 'attachment: 照片最多上传1个文件，请删去多余的。'],
  [{ attachment: ['/etc/passwd'] }, 'attachment: 照片的内容无法识别，请重新填写。'],
  [
    { rows: [right.rows[0], { name: '李四', id: '450100199003079318' }] },
    'rows[1].id: 身份证号的校验码不对，请照证件逐位核对。',
  ],
  [{ rows: [{}, {}, {}] }, 'rows: 重点人员最多2行，请分次填写。'],
  [{ number: 30 }, 'number: 塔式起重机的起重臂不短于40米。'],
])('%j', (change, message) => {
  expect(errorsOf(change)).toEqual([message])
})

test('whatever comes in, values or errors come back', () => {
  fc.assert(
    fc.property(fc.anything(), fc.dictionary(fc.constantFrom(...Object.keys(right)), fc.anything()), (raw, change) => {
      expect(typeof check(everything, raw, today).ok).toBe('boolean')
      expect(typeof check(everything, { ...right, ...change }, today).ok).toBe('boolean')
    }),
    { numRuns: 1000 },
  )
})
