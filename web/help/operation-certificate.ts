/** 电子操作证怎样下载: the steps, for certificates of the emergency-management offices and of the housing departments. */
import type { Words } from '../../domain/brand.ts'
import { lookupSites } from '../../domain/person/lookup-sites.ts'

const site = (name: string) => lookupSites.find((one) => one.site === name)?.address ?? ''

export const certificateGuides: readonly {
  readonly id: string
  readonly heading: Words
  readonly steps: readonly Words[]
}[] = [
  {
    id: 'emergency',
    heading: {
      zh: '特种作业操作证（应急管理部门颁发，如高处作业、焊接、低压电工）',
      en: 'Certificates of special operations (emergency management: work at heights, welding, electricians)',
    },
    steps: [
      {
        zh: `打开 ${site('emergency-management')}，或手机应用商店中的官方应用，用本人身份证号和姓名登录。`,
        en: `Open ${site('emergency-management')} or the official app and sign in with the person’s own ID number and name.`,
      },
      {
        zh: '在“证书查询”中找到在有效期内的操作证，打开电子证照。',
        en: 'Find the valid certificate under look-up and open its electronic version.',
      },
      {
        zh: '下载电子证照（图片或 PDF），四角完整、文字和二维码清晰；截屏不清楚的会被退回。',
        en: 'Download it (picture or PDF), whole and with a legible code; unclear screenshots are sent back.',
      },
      {
        zh: '在人员库中上传为该证书的扫描件，每个文件不超过 2 MB。',
        en: 'Upload it as the scan of the certificate, 2 MB at most.',
      },
    ],
  },
  {
    id: 'construction',
    heading: {
      zh: '建筑施工特种作业操作资格证书（住房城乡建设部门颁发，如塔吊司机、信号司索工、安装拆卸工）',
      en: 'Certificates of special construction work (housing departments: crane drivers, signallers, erectors)',
    },
    steps: [
      {
        zh: `打开 ${site('quality-safety')}，或发证省份的政务服务网、政务 App，用本人身份登录或查询。`,
        en: `Open ${site('quality-safety')} or the services or app of the issuing province, signed in as the person.`,
      },
      {
        zh: '进入“电子证照”，选择“建筑施工特种作业操作资格证书”，核对姓名、工种和有效期。',
        en: 'Under electronic certificates choose the certificate; compare name, trade and term.',
      },
      {
        zh: '下载电子证照；有效期不足的，先在发证省份办理延续，再下载。',
        en: 'Download it; one that has run out is renewed first by the issuing province.',
      },
      {
        zh: '在人员库中上传为该证书的扫描件，每个文件不超过 2 MB。',
        en: 'Upload it as the scan of the certificate, 2 MB at most.',
      },
    ],
  },
]
