import { calls } from './wake-phrase';

describe(calls.name, () => {
  it.each([
    ['Vox, what time is it?', 'vox'],
    ['what time is it, VOX', 'Vox'],
    ['ask vox about the weather', 'Vox'],
    ['Hej Zoe', 'Zoë'],
    ['hey computer tell me', 'Hey, Computer!'],
    ['ask vox bridge about it', 'VoxBridge'],
    ['hey athenna are you there', 'Athena'],
    ['hey atena', 'Athena'],
    ['hey athema', 'Athena'],
    ['小爱你好', '小爱'],
    ['Ｖｏｘ，今何時ですか', 'Vox'],
    ['Łukasz, która godzina?', 'Lukasz'],
    ['İris, saat kaç?', 'iris'],
    ['Agent seven, report.', 'Agent 7'],
  ])('hears in "%s" that it calls %s', (text, name) => {
    expect(calls(text, [name])).toBe(true);
  });

  it.each([
    ['a box of chocolates', 'Vox'],
    ['equinoxvox', 'Vox'],
    ['hey there computer', 'hey computer'],
    ['an arena is no place', 'Athena'],
    ['', 'Vox'],
    ['anything at all', ''],
    ['anything at all', '🤖'],
    ['This is a test.', 'Isa'],
    ['Look in the other room.', 'Theo'],
  ])('does not take "%s" for a call of %s', (text, name) => {
    expect(calls(text, [name])).toBe(false);
  });

  // What Moonshine and Whisper made of these names, as people and voices said them.
  it.each([
    ['Fox, tell me a joke.', 'Vox'],
    ['Fox, what time is it?', 'Vox'],
    ['Bucks can you help me with this?', 'Vox'],
    ['Box can you help me with this?', 'Vox'],
    ['Knox, stop the music please.', 'Vox'],
    ['Max, what time is it?', 'Vox'],
    ['hey vax what time is it', 'Vox'],
    ['Hey Fox.', 'Vox'],
    ['Hello, Bucks!', 'Vox'],
    ['Ok, fox, stop the music, please.', 'Vox'],
    ['What is the weather like today, the fox?', 'Vox'],
    ['What is the weather like today, box?', 'Vox'],
    ['what time is it fox', 'Vox'],
    ['hey joon', 'June'],
    ['Jun, what time is it?', 'June'],
    ['multi stop', 'Molty'],
    ['Hello, Monty.', 'Molty'],
    ['Ok, moldy, stop the music, please.', 'Molty'],
    ['Guy, what time is it?', 'Kai'],
    ['Loon, what time is it?', 'Luna'],
    ['Ok, Nora, stop the music, please.', 'Nova'],
    ['Heco, tell me a joke!', 'Echo'],
    ['Haleo, tell me a joke!', 'Leo'],
    ['Hey, wrecks, tell me a joke.', 'Rex'],
    ['Queen, what time is it?', 'Quinn'],
    ['Sarah, what time is it?', 'Zara'],
    ['Ok, Sir Mantha, stop the music, please.', 'Samantha'],
    ['Courtena, can you help me with this?', 'Cortana'],
    ['Hey, box bridge, what is new?', 'VoxBridge'],
  ])('hears in "%s" that it calls %s, by the sound of it', (text, name) => {
    expect(calls(text, [name])).toBe(true);
  });

  it.each([
    ['The fox is brown and the dog is lazy.', 'Vox'],
    ['I ate the box of rocks yesterday', 'Vox'],
    ['Boxes like these are hard to carry.', 'Vox'],
    ['hey max power', 'Vox'],
    ['Put it into the box.', 'Vox'],
    ['He fixed the locks on the front door.', 'Vox'],
    ['Folks, let us get started.', 'Vox'],
    ['Thanks, see you tomorrow.', 'Vox'],
    ['hey juniper', 'June'],
    ['Hey juniper berries are used in gin.', 'June'],
    ['Do you want one?', 'June'],
    ['Multiple choices are hard.', 'Molty'],
    ['Guys, who wants to go first?', 'Kai'],
    ['Okay, so he said no.', 'Zoe'],
    ['And what time is it?', 'Ann'],
    ['No, over there.', 'Nova'],
    ['The commuter train was late again.', 'Computer'],
    ['Harvest is in the late summer.', 'Jarvis'],
    ['I like pears, plums, loons and apples.', 'Luna'],
  ])('does not take "%s" for a call of %s, though it sounds like one', (text, name) => {
    expect(calls(text, [name])).toBe(false);
  });

  it.each([
    ['안녕 지니야', '지니'],
    ['지니아, 지금 몇 시야?', '지니'],
    ['진이야 지금 몇 시야?', '지니'],
    ['민준아 이리 와 봐', '민준'],
    ['복스야, 몇 시야?', 'Vox'],
    ["Ayşe'ye sor", 'Ayşe'],
    ['ayşecim saat kaç', 'Ayşe'],
    ['Kysy Villeltä.', 'Ville'],
    ['Алис, который час?', 'Алиса'],
    ['Спроси у Алисы, который час.', 'Алиса'],
    ['Вокс, который час?', 'Vox'],
    ['Kasiu, która godzina?', 'Kasia'],
    ['ヴォックスさん、今何時ですか', 'ヴォックス'],
    ['ボックスさん、今何時ですか', 'ヴォックス'],
    ['ヴォックス、今何時ですか', 'Vox'],
    ['さくらさん、今何時ですか', 'サクラ'],
    ['ジニーちゃん、おはよう', 'じにー'],
    ['ｼﾞﾆｰ、おはよう', 'ジニー'],
    ['Αλέξη, τι ώρα είναι;', 'Αλέξης'],
    ['يا أحمد كم الساعة', 'احمد'],
  ])('hears in "%s" that it calls %s, with an ending or in another script', (text, name) => {
    expect(calls(text, [name])).toBe(true);
  });

  it.each([
    ['지니어스는 천재라는 뜻이야', '지니'],
    ['Алиби у него нет.', 'Алиса'],
    ['Villen talo on iso.', 'Vi'],
    ['stare at the wall', 'Star'],
    ['ボックスを開けてください', 'さくら'],
  ])('does not take "%s" for a form of %s', (text, name) => {
    expect(calls(text, [name])).toBe(false);
  });
});
