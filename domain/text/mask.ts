/** 脱敏: how people are named where not everybody may know them. */

/** 张三丰 → 张*. Empty stays empty. */
export function maskName(name: string): string {
  const [first] = name.trim()
  return first === undefined ? '' : `${first}*`
}
