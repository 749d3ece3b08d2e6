// For --otp-command of the simulator: prints the newest message to a number, in which the code is.
const { SMS_URL = 'http://127.0.0.1:9100/sms' } = process.env;
const response = await fetch(`${SMS_URL}/${process.argv[2]}`);
if (!response.ok) throw new Error(`no message came to this number: ${response.status}`);
console.log(await response.text());
