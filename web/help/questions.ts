/** 常见问题: what people keep asking, by what they are about. Numbers and names come from the rules, so that both stay the same. */
import type { Words } from '../../domain/brand.ts'
import { unbanDeadlineDays } from '../../domain/calendar/working-days.ts'
import { placeholderPhone } from '../../domain/codes/phone.ts'
import { requestForm } from '../../domain/unban/blank-form.ts'

export interface Question {
  /** In addresses: `/help#save`. */
  readonly id: string
  readonly question: Words
  readonly answer: Words
}
export interface QuestionGroup {
  readonly id: string
  readonly heading: Words
  readonly questions: readonly Question[]
}

export const questionGroups: readonly QuestionGroup[] = [
  {
    id: 'records',
    heading: { zh: '录入与保存', en: 'Entering and saving' },
    questions: [
      {
        id: 'save',
        question: { zh: '为什么保存不了？', en: 'Why can’t I save?' },
        answer: {
          zh: '页面上方会列出要更正的内容，点一下就到那一栏。常见的有：身份证号校验码不对；证书编号已经登记过（请修改原记录，不要重复登记）；文件过大或不是 PNG、JPEG、PDF；同事刚改过同一条资料（核对后再保存一次）；此人正在审核，资料已锁定（审核结束后再改）。填写的内容不会丢，登录超时也会存成草稿，重新登录后还在。资料没有补齐也能保存，只是不能解禁。',
          en: 'The top of the page lists what to correct; each line leads to its field. Usual causes: the check digit of the ID number; a certificate number that is recorded already (edit that record); a file that is too large or not PNG, JPEG or PDF; a colleague who was first (compare and save again); a person under review (locked until it ends). Nothing typed is lost: after signing in again it is there as a draft. An incomplete record can be saved; it only cannot be unbanned.',
        },
      },
      {
        id: 'exists',
        question: { zh: '新增人员时提示“已登记”怎么办？', en: 'A new person is “registered already”: what now?' },
        answer: {
          zh: '此人已在人员库中，请用表格申请“绑定”，不要改动身份证号另行录入；查实的虚假登记会被删除，须重新录入。',
          en: 'The person is on the register: ask for 绑定 (bind) with the form. Never change the ID number to force a second entry: such entries are deleted.',
        },
      },
      {
        id: 'profile',
        question: { zh: '“请完善企业信息”是什么意思？', en: 'What does “complete the enterprise profile” mean?' },
        answer: {
          zh: '企业资料缺少必填内容，或还没有审核通过，期间不受理人员业务（退回代码 R08）。请打开“企业资料”，补齐列出的内容，提交审核；通过后重新发送表格。已审核的企业更改名称、信用代码、法定代表人或营业执照后，须再次审核；只改联系人、电话、地址的，不用审核。',
          en: 'The profile lacks something, or is not approved yet; until then no requests are taken (R08). Open “Profile”, complete what is listed and submit it; once it is approved send the form again. A change of name, credit code, legal representative or licence is approved again; a change of the contact is not.',
        },
      },
      {
        id: 'words',
        question: { zh: '绑定和解禁是什么意思？', en: 'What do 绑定 (bind) and 解禁 (unban) mean?' },
        answer: {
          zh: `绑定是把已登记的人员转到本企业名下；解禁是资料齐全后，把人员由“禁用”改为“激活”，证书由“暂扣”改为“激活”。先绑定，再补齐资料（包括把占位手机号 ${placeholderPhone} 换成本人号码），然后申请解禁。以后人员或证书有任何修改，都会回到“禁用”，须再次申请解禁。`,
          en: `Bind brings a registered person to your enterprise; unban makes the person and the certificates active once the record is complete. Bind first, complete the record (replace the placeholder phone ${placeholderPhone}), then ask for unban. Any later change of person or certificates disables them again.`,
        },
      },
    ],
  },
  {
    id: 'sending',
    heading: { zh: '发送邮件', en: 'Sending the mail' },
    questions: [
      {
        id: 'sender',
        question: { zh: '谁可以代表企业发邮件？', en: 'Who may write for my enterprise?' },
        answer: {
          zh: '“企业资料”里登记的邮箱，以及企业确认过的邮箱。用其他邮箱发来的：能核实发件人的，系统会请企业的登记邮箱在 3 个工作日内确认，确认后按收到时间排队，逾期退回；没有条件核实的，当即退回并提醒登记邮箱；核实不通过、可能是冒用的，隔离存放、由工作人员查看，不作答复。更换邮箱请先在“企业资料”中登记；不再使用的，请在那里撤销。',
          en: 'The addresses in your profile and those that the enterprise has confirmed. For another address: if the sender can be verified, the registered one is asked to confirm within 3 working days; then it enters at its own time, otherwise it is returned. Where nothing allows a verification, it is returned at once and the registered address is told; where the verification fails and the sender may be forged, it is set apart for staff and not answered. Register a new address in the profile first, and revoke there what is no longer used.',
        },
      },
      {
        id: 'form',
        question: { zh: '表格怎么填？', en: 'How is the form filled in?' },
        answer: {
          zh: `请用《${requestForm.title}》，每人一行；身份证号一栏保持“文本”格式；业务类型只填“解禁”或“绑定”；所属公司填登记的企业全称。作为普通附件发送，不要用网盘或超大附件。发送前可在“自查”中先核对。`,
          en: 'Use the request form, one row for each person; keep the ID column as text; the business type is 解禁 or 绑定; write the full registered name of the enterprise. Send it as an ordinary attachment, not as a link to the cloud. Check it beforehand with the self-check.',
        },
      },
      {
        id: 'resend',
        question: { zh: '重复发送会怎样？', en: 'What happens when I send again?' },
        answer: {
          zh: '同一人员以最后一封邮件的时间排队：重发的人员会排到后面，没有重发的保持原位，不会重复办理。正在审核的人员，重发要等本次审核结束后才算。不需要更正的，请不要重发。',
          en: 'A person’s place is that of the last mail: who is sent again moves to the back, the others keep their place, and nothing is done twice. For people under review it counts after the review. Please send again only what you had to correct.',
        },
      },
      {
        id: 'withdraw',
        question: { zh: '怎样撤回？', en: 'How do I withdraw?' },
        answer: {
          zh: '回复受理回执，正文第一行只写“撤回”，即撤回整份申请；写“撤回 2,3”，即撤回第 2、3 行。须用原发件邮箱或企业登记的邮箱回复。正在审核的人员不能撤回，回复中会说明。撤回后再申请，按新邮件的时间排队。',
          en: 'Reply to the acknowledgement with 撤回 alone on the first line for the whole request, or 撤回 2,3 for rows 2 and 3, from a registered address. People under review cannot be withdrawn; the answer says so. A later request gets a new place.',
        },
      },
      {
        id: 'progress',
        question: { zh: '怎样查进度？', en: 'How do I ask for progress?' },
        answer: {
          zh: '登录后首页列出每份申请的位置、前面的人数和预计答复日期；也可以回复受理回执，正文第一行只写“进度”，系统会答复当前的位置（每小时一次）。',
          en: 'After signing in, the home page shows place, people ahead and expected date of each request; or reply to the acknowledgement with 进度 on the first line (answered once an hour).',
        },
      },
    ],
  },
  {
    id: 'waiting',
    heading: { zh: '排队与答复', en: 'Queue and answer' },
    questions: [
      {
        id: 'time',
        question: { zh: '多久能办好？', en: 'How long does it take?' },
        answer: {
          zh: `自最后一封邮件收到之日起 ${unbanDeadlineDays} 个工作日内答复，周末和法定节假日不计，调休上班日计入；17:30 以后收到的，从下一个工作日算起。时间以协会邮件服务器收到为准。`,
          en: `Within ${unbanDeadlineDays} working days of the last mail; weekends and holidays do not count, make-up days do. A mail after 17:30 counts from the next working day. The time is that of arrival at the association’s server.`,
        },
      },
      {
        id: 'jump',
        question: { zh: '能插队吗？', en: 'Can I jump the queue?' },
        answer: {
          zh: '不能。按最后一封邮件的收到时间排队，任何人都不能调整次序，系统也没有插队的功能。',
          en: 'No. The queue is in the order in which the last mails were received; nobody can change it, and the program has no way to.',
        },
      },
      {
        id: 'returned',
        question: { zh: '为什么邮件被退回？', en: 'Why was my mail returned?' },
        answer: {
          zh: '退回邮件逐行写明了代码、原因和更正办法，下面的“退回代码”有全部说明。更正后，只需重新发送有问题的人员，已受理的人员不要再发。',
          en: 'The answer names code, reason and remedy row by row; all codes are explained below. Correct it and send only those rows again.',
        },
      },
      {
        id: 'rejected',
        question: { zh: '审核没有通过怎么办？', en: 'What if a person is rejected?' },
        answer: {
          zh: '审核结果中写明了原因。请在人员库中更正资料，再发送表格，只列更正过的人员；以新邮件的时间重新排队。',
          en: 'The result names the reasons. Correct the record and send the form again with those people only; they get a new place.',
        },
      },
    ],
  },
]
