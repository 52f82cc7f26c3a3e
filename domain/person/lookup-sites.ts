/**
 * 证书查验网站目录: where a certificate is looked up, by who issues it (spec 10-unban, The register). Public addresses of the
 * national platforms and of the provinces' housing departments as known on 2026-11-21; the chief corrects an entry that
 * has moved (table lookup_site). The program itself opens none of them.
 */
import type { Words } from '../brand.ts'

/** What is looked up there. */
export const certificateTrades = {
  construction: { zh: '建筑施工特种作业操作资格证书', en: 'Certificates of special construction work' },
  safety: { zh: '安全生产考核合格证书（A、B、C证）', en: 'Certificates of safety assessment (A, B, C)' },
  position: { zh: '施工现场专业人员（八大员）', en: 'Site professionals (the eight posts)' },
  engineer: { zh: '注册执业人员', en: 'Registered professionals' },
  operation: { zh: '特种作业操作证（应急管理部门）', en: 'Certificates of special operations (emergency management)' },
  equipment: { zh: '特种设备作业人员证', en: 'Certificates of special equipment operators' },
} as const satisfies Readonly<Record<string, Words>>
export type CertificateTrade = keyof typeof certificateTrades

export interface LookupSite {
  /** Names the entry for ever: two digits of the province, or a word. */
  readonly site: string
  /** Where: a province, or the whole country. */
  readonly region: Words
  readonly name: string
  /** Empty: to be filled in by the chief. */
  readonly address: string
  readonly trades: readonly CertificateTrade[]
  readonly howTo: Words
}

const whole: Words = { zh: '全国', en: 'National' }

const national: readonly LookupSite[] = [
  {
    site: 'quality-safety',
    region: whole,
    name: '全国工程质量安全监管信息平台',
    address: 'https://zlaq.mohurd.gov.cn',
    trades: ['construction', 'safety'],
    howTo: {
      zh: '选“电子证照查询”或对应的人员证书查询，输入姓名、身份证号或证书编号；也可扫证书上的二维码核对。',
      en: 'Choose the look-up of electronic certificates and enter name, ID number or certificate number, or scan the code on the certificate.',
    },
  },
  {
    site: 'building-market',
    region: whole,
    name: '全国建筑市场监管公共服务平台',
    address: 'https://jzsc.mohurd.gov.cn',
    trades: ['engineer'],
    howTo: {
      zh: '在“人员数据”中按姓名和注册编号查询；企业资质在“企业数据”中查询。',
      en: 'Search under persons by name and registration number; enterprises under enterprises.',
    },
  },
  {
    site: 'emergency-management',
    region: whole,
    name: '特种作业操作证及安全生产知识和管理能力考核合格信息查询平台',
    address: 'https://cx.mem.gov.cn',
    trades: ['operation'],
    howTo: {
      zh: '选证件类型，输入证件号码和姓名查询；操作证的电子版也在此下载。',
      en: 'Choose the kind, enter number and name. The electronic certificate is downloaded here, too.',
    },
  },
  {
    site: 'special-equipment',
    region: whole,
    name: '全国特种设备公示信息查询平台',
    address: 'http://cnse.samr.gov.cn',
    trades: ['equipment'],
    howTo: {
      zh: '在“人员公示信息”中按姓名和证件编号查询。',
      en: 'Search under persons by name and certificate number.',
    },
  },
]

const provincialHowTo: Words = {
  zh: '在首页的政务服务或“人员证书查询”栏目中，输入姓名、身份证号或证书编号查询；查不到的，可拨打网站公布的电话核实。',
  en: 'Under services or the look-up of certificates, enter name, ID number or certificate number; if nothing is found, call the number given on the site.',
}

/** Region code, name, English, the department and its home page. */
const provincial: readonly (readonly [string, string, string, string, string])[] = [
  ['11', '北京', 'Beijing', '北京市住房和城乡建设委员会', 'https://zjw.beijing.gov.cn'],
  ['12', '天津', 'Tianjin', '天津市住房和城乡建设委员会', 'https://zfcxjs.tj.gov.cn'],
  ['13', '河北', 'Hebei', '河北省住房和城乡建设厅', 'https://zfcxjst.hebei.gov.cn'],
  ['14', '山西', 'Shanxi', '山西省住房和城乡建设厅', 'https://zjt.shanxi.gov.cn'],
  ['15', '内蒙古', 'Inner Mongolia', '内蒙古自治区住房和城乡建设厅', 'https://zjt.nmg.gov.cn'],
  ['21', '辽宁', 'Liaoning', '辽宁省住房和城乡建设厅', 'https://zjt.ln.gov.cn'],
  ['22', '吉林', 'Jilin', '吉林省住房和城乡建设厅', 'http://jst.jl.gov.cn'],
  ['23', '黑龙江', 'Heilongjiang', '黑龙江省住房和城乡建设厅', 'https://zfcxjst.hlj.gov.cn'],
  ['31', '上海', 'Shanghai', '上海市住房和城乡建设管理委员会', 'https://zjw.sh.gov.cn'],
  ['32', '江苏', 'Jiangsu', '江苏省住房和城乡建设厅', 'http://jsszfhcxjst.jiangsu.gov.cn'],
  ['33', '浙江', 'Zhejiang', '浙江省住房和城乡建设厅', 'https://jst.zj.gov.cn'],
  ['34', '安徽', 'Anhui', '安徽省住房和城乡建设厅', 'https://dohurd.ah.gov.cn'],
  ['35', '福建', 'Fujian', '福建省住房和城乡建设厅', 'https://zjt.fujian.gov.cn'],
  ['36', '江西', 'Jiangxi', '江西省住房和城乡建设厅', 'http://zjt.jiangxi.gov.cn'],
  ['37', '山东', 'Shandong', '山东省住房和城乡建设厅', 'http://zjt.shandong.gov.cn'],
  ['41', '河南', 'Henan', '河南省住房和城乡建设厅', 'https://hnjs.henan.gov.cn'],
  ['42', '湖北', 'Hubei', '湖北省住房和城乡建设厅', 'https://zjt.hubei.gov.cn'],
  ['43', '湖南', 'Hunan', '湖南省住房和城乡建设厅', 'https://zjt.hunan.gov.cn'],
  ['44', '广东', 'Guangdong', '广东省住房和城乡建设厅', 'https://zfcxjst.gd.gov.cn'],
  ['45', '广西', 'Guangxi', '广西壮族自治区住房和城乡建设厅', 'http://zjt.gxzf.gov.cn'],
  ['46', '海南', 'Hainan', '海南省住房和城乡建设厅', 'https://zjt.hainan.gov.cn'],
  ['50', '重庆', 'Chongqing', '重庆市住房和城乡建设委员会', 'https://zfcxjw.cq.gov.cn'],
  ['51', '四川', 'Sichuan', '四川省住房和城乡建设厅', 'https://jst.sc.gov.cn'],
  ['52', '贵州', 'Guizhou', '贵州省住房和城乡建设厅', 'https://zfcxjst.guizhou.gov.cn'],
  ['53', '云南', 'Yunnan', '云南省住房和城乡建设厅', 'https://zfcxjst.yn.gov.cn'],
  ['54', '西藏', 'Tibet', '西藏自治区住房和城乡建设厅', 'http://zjt.xizang.gov.cn'],
  ['61', '陕西', 'Shaanxi', '陕西省住房和城乡建设厅', 'https://js.shaanxi.gov.cn'],
  ['62', '甘肃', 'Gansu', '甘肃省住房和城乡建设厅', 'https://zjt.gansu.gov.cn'],
  ['63', '青海', 'Qinghai', '青海省住房和城乡建设厅', 'https://zjt.qinghai.gov.cn'],
  ['64', '宁夏', 'Ningxia', '宁夏回族自治区住房和城乡建设厅', 'https://jst.nx.gov.cn'],
  ['65', '新疆', 'Xinjiang', '新疆维吾尔自治区住房和城乡建设厅', 'https://zjt.xinjiang.gov.cn'],
]

export const lookupSites: readonly LookupSite[] = [
  ...national,
  ...provincial.map(([site, zh, en, name, address]): LookupSite => ({
    site,
    region: { zh, en },
    name,
    address,
    trades: ['construction', 'safety', 'position'],
    howTo: provincialHowTo,
  })),
]

export const isLookupSite = (site: string): boolean => lookupSites.some((one) => one.site === site)

/** A public address of an office: plain http or https on a host below gov.cn or org.cn, nothing else. */
export function readSiteAddress(text: string): string | null {
  const found = /^https?:\/\/([a-z0-9-]+\.)+(gov|org)\.cn(:\d{2,5})?(\/[^\s<>"'{}|\\^`]*)?$/i.exec(text.trim())
  return found === null ? null : found[0]
}

/** 查验结果 */
export const checkResults = {
  agrees: { zh: '相符', en: 'agrees' },
  differs: { zh: '不符', en: 'differs' },
  notFound: { zh: '查不到', en: 'not found' },
  siteAway: { zh: '网站打不开', en: 'site away' },
} as const satisfies Readonly<Record<string, Words>>
export type CheckResult = keyof typeof checkResults
