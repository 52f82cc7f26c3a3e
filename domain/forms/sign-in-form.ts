/** 登录 — user name and password. */
import { defineForm } from './define-form.ts'

export const loginMaxLength = 60

export const signInForm = defineForm(
  'sign-in',
  { zh: '登录', en: 'Sign in' },
  {
    login: {
      kind: 'text',
      label: { zh: '用户名', en: 'User name' },
      maxLength: loginMaxLength,
      autocomplete: 'username',
    },
    password: { kind: 'password', label: { zh: '密码', en: 'Password' }, autocomplete: 'current-password' },
  },
)
