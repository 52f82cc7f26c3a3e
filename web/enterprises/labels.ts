/** 企业资料: the words of the list and of one profile. */
import type { Words } from '../../domain/brand.ts'

export const listLabels = {
  title: { zh: '企业', en: 'Enterprises' },
  search: { zh: '企业名称、拼音、简拼或信用代码', en: 'Name, pinyin, initials or credit code' },
  find: { zh: '查找', en: 'Find' },
  status: { zh: '状态', en: 'State' },
  any: { zh: '全部', en: 'All' },
  name: { zh: '企业名称', en: 'Name' },
  creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
  region: { zh: '所在地', en: 'Region' },
  kind: { zh: '类别', en: 'Kind' },
  people: { zh: '人员', en: 'People' },
  submittedAt: { zh: '提交时间', en: 'Submitted' },
} as const satisfies Record<string, Words>

export const labels = {
  title: { zh: '企业资料', en: 'Enterprise profile' },
  back: { zh: '回到企业列表', en: 'Back to the list' },
  missing: { zh: '还缺少', en: 'Still missing' },
  nothingMissing: { zh: '必填内容已齐全。', en: 'Nothing required is missing.' },
  submit: { zh: '提交审核', en: 'Submit for approval' },
  submitHint: { zh: '补齐上面列出的内容后才能提交。', en: 'Complete what is listed above first.' },
  sentBackWhy: { zh: '上次审核退回的原因', en: 'Why it was sent back' },
  fields: { zh: '基本信息', en: 'Particulars' },
  save: { zh: '保存', en: 'Save' },
  kind: { zh: '企业类别', en: 'Kind' },
  region: { zh: '所在地', en: 'Region' },
  kindHint: {
    zh: '企业类别和所在地如需变更，请联系协会。',
    en: 'Please ask the association to change kind or region.',
  },
  papers: { zh: '材料', en: 'Papers' },
  papersHint: {
    zh: 'PNG、JPEG 或 PDF，每个文件不超过 20 MB，每项最多 20 个。',
    en: 'PNG, JPEG or PDF, 20 MB a file at most, 20 files a paper.',
  },
  required: { zh: '必需', en: 'required' },
  optional: { zh: '如有', en: 'if any' },
  onRecord: { zh: '协会已有存档', en: 'on record with the association' },
  noFile: { zh: '还没有文件。', en: 'No file yet.' },
  open: { zh: '打开', en: 'Open' },
  upload: { zh: '上传', en: 'Upload' },
  choose: { zh: '选择文件', en: 'Choose a file' },
  remove: { zh: '删除', en: 'Delete' },
  addresses: { zh: '可以代表企业发邮件的邮箱', en: 'Addresses that may write for the enterprise' },
  addressesHint: {
    zh: '只有这些邮箱发来的表格会被受理；排在第一的登记邮箱会收到提醒和确认邮件。',
    en: 'Only forms from these addresses are taken; the first registered one gets reminders and confirmations.',
  },
  source: { zh: '来源', en: 'Source' },
  since: { zh: '自', en: 'Since' },
  address: { zh: '邮箱', en: 'Address' },
  addAddress: { zh: '登记新邮箱', en: 'Register an address' },
  add: { zh: '登记', en: 'Register' },
  revoke: { zh: '撤销', en: 'Revoke' },
  review: { zh: '审核', en: 'Review' },
  reviewHint: {
    zh: '通过后，该企业发来的人员表格即可受理；退回后，企业更正并重新提交。结果会发到企业的登记邮箱。',
    en: 'Once approved, its forms are taken; sent back, the enterprise corrects and submits again. The result goes to its registered address.',
  },
  approve: { zh: '通过', en: 'Approve' },
  sendBack: { zh: '退回', en: 'Send back' },
  reasons: { zh: '退回原因', en: 'Reasons' },
  text: { zh: '意见', en: 'In your own words' },
  history: { zh: '审核记录', en: 'Reviews' },
  summary: { zh: '请更正下列内容：', en: 'Please correct:' },
} as const satisfies Record<string, Words>

/** What an act came to, said once on the page that follows. */
export const notices = {
  saved: { tone: 'success', words: { zh: '已保存。', en: 'Saved.' } },
  savedPending: {
    tone: 'warning',
    words: {
      zh: '已保存。名称、信用代码、法定代表人或营业执照有变更，已转为待审核；审核通过前暂不受理人员业务。',
      en: 'Saved. An essential has changed, so the profile waits for approval; until then no requests are taken.',
    },
  },
  unchanged: { tone: 'info', words: { zh: '内容没有变化。', en: 'Nothing has changed.' } },
  submitted: {
    tone: 'success',
    words: {
      zh: '已提交审核，结果会发到登记邮箱。',
      en: 'Submitted; the result will be mailed to the registered address.',
    },
  },
  alreadySubmitted: {
    tone: 'info',
    words: { zh: '已经提交，正在等待审核。', en: 'It was submitted before and waits.' },
  },
  alreadyApproved: { tone: 'info', words: { zh: '企业资料已审核通过，不用再次提交。', en: 'It is approved already.' } },
  missing: { tone: 'danger', words: { zh: '还缺少必填内容，没有提交。', en: 'Not submitted: something is missing.' } },
  added: { tone: 'success', words: { zh: '文件已上传。', en: 'The file is uploaded.' } },
  addedAlready: { tone: 'info', words: { zh: '这个文件已经上传过。', en: 'This file was uploaded before.' } },
  removed: { tone: 'success', words: { zh: '文件已删除。', en: 'The file is deleted.' } },
  gone: { tone: 'info', words: { zh: '这个文件已经删除。', en: 'The file is gone already.' } },
  needed: {
    tone: 'danger',
    words: {
      zh: '这是该项材料仅有的文件，不能删除；请先上传新的文件，再删除旧的。',
      en: 'This is the only file of the paper. Please upload the new one first, then delete this.',
    },
  },
  addressAdded: {
    tone: 'success',
    words: { zh: '邮箱已登记，即日起可以用它发送表格。', en: 'The address is registered.' },
  },
  addressAlready: { tone: 'info', words: { zh: '这个邮箱已经登记过。', en: 'The address is registered already.' } },
  addressRevoked: {
    tone: 'success',
    words: { zh: '邮箱已撤销，今后它发来的表格不再受理。', en: 'Revoked: forms from it are no longer taken.' },
  },
  addressGone: { tone: 'info', words: { zh: '这个邮箱已经撤销。', en: 'The address was revoked before.' } },
  lastRegistered: {
    tone: 'danger',
    words: {
      zh: '这是唯一的登记邮箱，协会要用它通知贵单位，不能撤销；请先登记新的邮箱。',
      en: 'This is the only registered address, where you are told of what concerns you. Please register another first.',
    },
  },
  approved: {
    tone: 'success',
    words: { zh: '已通过，结果将发到企业的登记邮箱。', en: 'Approved; the enterprise is told by mail.' },
  },
  sentBack: {
    tone: 'success',
    words: { zh: '已退回，原因将发到企业的登记邮箱。', en: 'Sent back; the enterprise is told by mail.' },
  },
  changed: {
    tone: 'warning',
    words: {
      zh: '企业刚刚修改了资料，或资料已不在待审核状态，本次审核未生效，请重新查看。',
      en: 'The profile has changed or no longer waits. Nothing was done; please look again.',
    },
  },
} as const satisfies Record<string, { tone: 'success' | 'danger' | 'warning' | 'info'; words: Words }>
export type NoticeCode = keyof typeof notices
