/** Of groups of people who share conversations. */
export const groups = {
  'server.groups': 'Groups',
  'groups.lead': 'People who share conversations. Only who is in a group knows that it is there.',
  'groups.new': 'New group',
  'groups.make': 'Make the group',
  'groups.name': 'Name',
  'groups.name_hint': 'Such as “Support”.',
  'groups.none': 'There is no group yet',
  'groups.none_hint': 'Make one and invite others, or follow the link of an invite.',
  'groups.none_hint_server':
    'Groups are made by people with an account; you are here as the server itself, who has none. The guide says how people log in.',
  'groups.members': { one: '{count} person', other: '{count} people' },
  'groups.invited': 'You are invited to a group',
  'groups.invited_hint':
    'Who joins shares conversations with the others in it, and can leave at any time.',
  'groups.join': 'Join',
  'groups.gone': 'There is no such group, or you are not in it',
  'groups.guest_hint': 'You are a guest: you see the conversations that you are invited to.',
  'groups.rename': 'Rename',
  'groups.leave': 'Leave',
  'groups.leave_title': 'Leave “{name}”?',
  'groups.leave_hint':
    'You no longer see what others share in it. Your own conversations stay with you and can be read there; nobody else goes on with them.',
  'groups.delete_hint':
    'Its conversations stay with those who began them, and nobody else sees them any more.',
  'groups.who': 'Who is in it',
  'groups.you': 'You',
  'groups.role_of': 'Role of {name}',
  'groups.take_out': 'Take out',
  'groups.take_out_title': 'Take {name} out?',
  'groups.take_out_hint':
    'They no longer see what others share in it, from now on. Invites that they have made are no longer good.',
  'groups.invites': 'Invites',
  'groups.no_invites': 'None is open.',
  'groups.invite': 'Invite',
  'groups.join_as': 'They join as',
  'groups.join_as_hint':
    'Members see and continue shared conversations; admins also invite, rename and delete; guests see what they are invited to.',
  'groups.how_many': 'How many may join with it',
  'groups.any_number': 'Any number',
  'groups.link_title': 'Invite to the group',
  'groups.link': 'Link',
  'groups.link_hint': 'It is shown this once. Whoever has it and an account here can join.',
  'groups.used': '{uses} joined',
  'groups.used_of': '{uses} of {most} joined',
};
