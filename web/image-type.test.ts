import { expect, test } from '@jest/globals'
import { imageType } from './image-type.ts'

test('only what is a picture by its content is one', () => {
  expect(imageType(Buffer.from('89504e470d0a1a0a00', 'hex'))).toBe('image/png')
  expect(imageType(Buffer.from('ffd8ffe000', 'hex'))).toBe('image/jpeg')
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg">', '<!doctype html>', '%PDF-1.7', '']) {
    expect(imageType(Buffer.from(text))).toBeNull()
  }
})
