/** What belongs to people, as it would stand in caravan.yaml. */
export const TABLES = {
  purchase: {
    key: 'no',
    columns: { no: 'integer', contact_id: 'text', genre: 'text', amount: 'decimal', bought: 'date' },
    'belongs-to': { contact: 'contact_id' },
  },
};

export const MESSAGES = {
  'sample-welcome': `---
subject: 'Welcome to Lighthouse Books{{#if contact.first_name}}, {{contact.first_name}}{{/if}}'
from: "Lighthouse Books <hello@lighthouse-books.example>"
---
# Good to have you{{#if contact.first_name}}, {{contact.first_name}}{{/if}}!

We are a small bookshop with a bench by the window. Bring this letter, and the **coffee is on us** while you read.

[Look at this week's shelf](https://lighthouse-books.example/shelf)
`,
  'sample-pick': `---
subject: '{{#if contact.first_name}}{{contact.first_name}}, three{{else}}Three{{/if}} books for a quiet evening'
from: "Lighthouse Books <hello@lighthouse-books.example>"
---
# Three books for a quiet evening

We put three of our favourites aside{{#if contact.city}}, for whatever the weather does in {{contact.city}}{{/if}}.

[See them](https://lighthouse-books.example/picks)
`,
};

export const SEGMENTS = [
  { segment: 'New readers', audience: 'contact', where: 'joined within last 30 days' },
  {
    segment: 'Regulars',
    audience: 'contact',
    where: 'count(purchase where bought within last 1 year) >= 3',
  },
];

export const JOURNEY = 'Welcome, readers';

export const JOURNEYS = [
  {
    journey: JOURNEY,
    audience: { segments: ['New readers'], exclude: ['Regulars'] },
    frequency: 'ongoing',
    goal: { segment: 'Regulars', within: '90 days' },
    steps: [
      { email: 'sample-welcome' },
      { wait: '2 days' },
      {
        branch: [
          { if: "any(opened where message = 'sample-welcome')", steps: [{ email: 'sample-pick' }] },
          { if: 'any(purchase)', steps: [] },
          { else: [{ wait: '5 days' }, { email: 'sample-pick' }] },
        ],
      },
    ],
  },
];
