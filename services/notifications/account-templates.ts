import type { Template } from "./templates.ts";

const sign = { vi: "\n\nChợ Phiên", en: "\n\nChợ Phiên" };
const never = {
  vi: "Không phải bạn yêu cầu thì bỏ qua tin này, không có gì thay đổi.",
  en: "If this wasn't you, ignore this message: nothing changes.",
};

/**
 * Messages about a person's own account. `link` is a whole address, `code` six digits. A stranger can have
 * `confirm_email` sent to anybody, so it carries no word of theirs.
 */
export const accountTemplates = {
  confirm_email: {
    vi: ({ link }) => ({
      subject: "Xác nhận e-mail ở Chợ Phiên",
      body: `Chào bạn,\n\nMở địa chỉ dưới đây trong vòng 1 giờ rồi bấm nút xác nhận:\n${link}\n\n${never.vi}${sign.vi}`,
    }),
    en: ({ link }) => ({
      subject: "Confirm your e-mail at Chợ Phiên",
      body: `Hello,\n\nOpen this address within an hour and press the button to confirm:\n${link}\n\n${never.en}${sign.en}`,
    }),
  },
  confirm_phone: {
    vi: ({ code }) => ({
      subject: "",
      body: `Chợ Phiên: mã xác nhận của bạn là ${code}, dùng trong 10 phút. Chợ không bao giờ gọi điện hỏi mã này.`,
    }),
    en: ({ code }) => ({
      subject: "",
      body: `Chợ Phiên: your confirmation code is ${code}, valid for 10 minutes. The market never calls to ask for it.`,
    }),
  },
  reset_password: {
    vi: ({ name, link }) => ({
      subject: "Đặt lại mật khẩu ở Chợ Phiên",
      body: `Chào ${name},\n\nMở địa chỉ dưới đây trong vòng 1 giờ để đặt mật khẩu mới:\n${link}\n\n${never.vi}${sign.vi}`,
    }),
    en: ({ name, link }) => ({
      subject: "Reset your password at Chợ Phiên",
      body: `Hello ${name},\n\nOpen this address within an hour to choose a new password:\n${link}\n\n${never.en}${sign.en}`,
    }),
  },
  reset_code: {
    vi: ({ code }) => ({
      subject: "",
      body: `Chợ Phiên: mã đặt lại mật khẩu là ${code}, dùng trong 10 phút. Chợ không bao giờ gọi điện hỏi mã này.`,
    }),
    en: ({ code }) => ({
      subject: "",
      body: `Chợ Phiên: your code to reset the password is ${code}, valid for 10 minutes. The market never calls to ask for it.`,
    }),
  },
  known_address: {
    vi: ({ link }) => ({
      subject: "Địa chỉ này đã có tài khoản ở Chợ Phiên",
      body: `Có người vừa dùng địa chỉ này để đăng ký hoặc thêm vào một tài khoản ở Chợ Phiên. Địa chỉ đã có tài khoản từ trước nên không có gì thay đổi.\n\nNếu là bạn và bạn quên mật khẩu, lấy lại ở đây:\n${link}${sign.vi}`,
    }),
    en: ({ link }) => ({
      subject: "This address already has an account at Chợ Phiên",
      body: `Somebody just used this address to sign up or to add it to an account at Chợ Phiên. It already has an account, so nothing was changed.\n\nIf it was you and you forgot the password, get a new one here:\n${link}${sign.en}`,
    }),
  },
  password_changed: {
    vi: ({ name, link }) => ({
      subject: "Mật khẩu ở Chợ Phiên vừa được đổi",
      body: `Chào ${name},\n\nMật khẩu của bạn vừa được đổi, các máy khác đã bị đăng xuất. Không phải bạn đổi thì lấy lại ngay ở đây:\n${link}${sign.vi}`,
    }),
    en: ({ name, link }) => ({
      subject: "Your password at Chợ Phiên was changed",
      body: `Hello ${name},\n\nYour password was just changed and other devices were signed out. If it wasn't you, take the account back here:\n${link}${sign.en}`,
    }),
  },
  contact_changed: {
    vi: ({ name, link }) => ({
      subject: "Nơi liên hệ ở Chợ Phiên vừa được đổi",
      body: `Chào ${name},\n\nTài khoản của bạn không còn dùng địa chỉ này để đăng nhập. Không phải bạn đổi thì báo cho chợ ngay:\n${link}${sign.vi}`,
    }),
    en: ({ name, link }) => ({
      subject: "Your contact at Chợ Phiên was changed",
      body: `Hello ${name},\n\nYour account no longer signs in with this address. If it wasn't you, tell the market at once:\n${link}${sign.en}`,
    }),
  },
} satisfies Record<string, Template>;
