import { expect, test } from '@jest/globals'
import { provinces } from '../codes/province.ts'
import { certificateTrades, lookupSites, readSiteAddress } from './lookup-sites.ts'

test('the directory names every province of the mainland once, and the national platforms', () => {
  const codes = lookupSites.map(({ site }) => site)
  expect(codes.filter((code) => /^\d/.test(code))).toEqual(Object.keys(provinces).filter((code) => Number(code) < 70))
  expect(new Set(codes).size).toBe(codes.length)
})

test('each address is a public one of an office, and every kind of certificate has a place', () => {
  for (const { site, address } of lookupSites) expect([site, readSiteAddress(address)]).toEqual([site, address])
  const trades = new Set(lookupSites.flatMap((one) => one.trades))
  expect([...trades].sort()).toEqual(Object.keys(certificateTrades).sort())
})

test('only public addresses of offices are taken as corrections', () => {
  expect(readSiteAddress(' https://zjt.gxzf.gov.cn/cx/rycx?a=1 ')).toBe('https://zjt.gxzf.gov.cn/cx/rycx?a=1')
  for (const wrong of [
    'javascript:alert(1)',
    'https://gov.cn.evil.test',
    'https://user@zjt.gxzf.gov.cn',
    'ftp://a.gov.cn',
    'zjt.gxzf.gov.cn',
    'https://a.gov.cn/"x',
    'https://evil.test/a.gov.cn',
  ]) {
    // prettier-ignore
    expect([wrong, readSiteAddress(wrong)]).toEqual([wrong, null])
  }
})
