import { Button, DrawerBody, DrawerHeader, DrawerHeaderTitle, OverlayDrawer } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { PeopleTable } from '../../parts/PeopleTable';
import { Empty } from '../../parts/States';
import { texts as partTexts } from '../../texts';
import type { People } from '../canvas/actions';
import { personPath } from '../places';
import { usePeople, type Somebody } from '../queries';
import { texts } from '../texts';

/** The people behind a number. */
export function PeopleDrawer(props: {
  journey: string;
  audience: string;
  people: People;
  run: number | undefined;
  title: string;
  onClose: () => void;
}) {
  const query = usePeople(props.journey, props.people, props.run);
  return (
    <OverlayDrawer open position="end" size="large" onOpenChange={(_, { open }) => !open && props.onClose()}>
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={partTexts.close}
              onClick={props.onClose}
            />
          }
        >
          {props.title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <PeopleTable
          label={props.title}
          query={query}
          columnsOf={columnsOf}
          to={(row) => personPath(props.audience, row.key)}
          empty={<Empty title={texts.nobody} hint={texts.nobodyHint} />}
        />
      </DrawerBody>
    </OverlayDrawer>
  );
}

function columnsOf(row: Somebody): Record<string, unknown> {
  const until = row.stays?.find((stay) => stay.until)?.until;
  return { [texts.person]: row.key, ...(row.stays ? { [texts.goesOn]: until ?? '' } : {}), ...row.columns };
}
