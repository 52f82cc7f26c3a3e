/** 超大附件 · 云附件 · 网盘: hosts of files that are only linked (R05). Never opened: they expire and ask for a sign-in. */
const cloudHosts = [
  // QQ 超大附件, 文件中转站, 微云
  'mail.qq.com', 'ftn.qq.com', 'weiyun.com', 'docs.qq.com', 'drive.weixin.qq.com',
  // 163 云附件
  'mail.163.com', 'fs.163.com', 'u.163.com', 'dashi.163.com', 'mail.126.com',
  // 网盘
  'pan.baidu.com', 'yun.baidu.com', 'pan.quark.cn', 'yun.139.com', 'caiyun.139.com', 'cloud.189.cn', 'alipan.com',
  'aliyundrive.com', '115.com', '123pan.com', '123pan.cn', 'lanzou.com', 'lanzoux.com', 'lanzoui.com', 'jianguoyun.com',
  'pan.xunlei.com', 'kdocs.cn', 'wenshushu.cn', 'cowtransfer.com', 'feishu.cn', 'onedrive.live.com', '1drv.ms',
  'drive.google.com', 'dropbox.com',
] // prettier-ignore

export function isCloudHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '')
  return cloudHosts.some((cloud) => name === cloud || name.endsWith(`.${cloud}`))
}
