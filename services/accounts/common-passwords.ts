/** The commonest passwords of ten letters or more, in Vietnam and elsewhere; shorter ones are refused for their length. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `1234567890 0123456789 0987654321 9876543210 1234567891 12345678910 1234567899 123456789a a123456789 1234567890a
  a1234567890 aa123456789 123456789aa 123456789z z123456789 0000000000 1111111111 2222222222 3333333333 4444444444
  5555555555 6666666666 7777777777 8888888888 9999999999 1122334455 1212121212 1231231231 123123123123 1234512345
  1234554321 0123456780 1357924680 147258369a 1472583690 7894561230 1029384756 qwertyuiop qwertyuiop1 qwerty12345
  qwerty123456 qwerty1234 1q2w3e4r5t 1qaz2wsx3edc 1q2w3e4r5t6y q1w2e3r4t5 qazwsxedcrfv asdfghjkl1 asdfghjkl123
  abcdefghij abc123456789 abcd123456 abcd1234567 abcdef1234 abc1234567 password12 password123 password1234
  passw0rd123 p@ssw0rd123 p@ssword123 passwordpassword matkhau123 matkhau1234 matkhau123456 matkhaumatkhau
  admin12345 admin123456 administrator iloveyou12 iloveyou123 iloveyou1234 iloveyou2000 anhyeuem123 anhyeuem12
  emyeuanh123 yeuanhnhieulam yeuemnhieulam anhnhoem123 vietnam123 vietnam1234 vietnam2020 vietnam1945 vietnamvodich
  saigon1234 hanoi12345 hanoi123456 xinchao123 xinchaoban chaoban123 khongbiet123 khongcomatkhau conyeume123
  yeumenhieulam giadinhtoi123 giadinh123 hanhphuc123 nguyen12345 nguyen123456 chophien123 choicochua letmein123
  welcome123 sunshine123 football123 princess123 computer123 superman123 changeme123`.split(/\s+/),
);
