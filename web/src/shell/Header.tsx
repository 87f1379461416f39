import {
  Avatar,
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
} from '@fluentui/react-components';
import { NavigationRegular } from '@fluentui/react-icons';
import { useConnection } from '../api/stream';
import { proof } from '../api/client';
import { useSession } from '../api/session';
import { texts } from '../texts';
import { useLook, type Look } from './theme';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '48px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    flexShrink: 0,
    '@media print': { display: 'none' },
  },
  brand: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  space: { flex: 1 },
  connection: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  lost: { color: tokens.colorPaletteRedForeground1 },
  dot: { width: '8px', height: '8px', borderRadius: '50%', backgroundColor: tokens.colorNeutralForeground4 },
  dotLive: { backgroundColor: tokens.colorPaletteGreenForeground3 },
  dotLost: { backgroundColor: tokens.colorPaletteRedForeground1 },
});

const LOOKS: Look[] = ['system', 'light', 'dark'];

async function signOut() {
  await fetch('/api/v1/session', { method: 'DELETE', headers: proof() });
  location.assign('/login');
}

/** The bar at the top: where one is, whether what is shown is live, who one is. */
export function Header(props: { onToggle: () => void }) {
  const styles = useStyles();
  const connection = useConnection();
  const session = useSession();
  const [look, setLook] = useLook();
  const name = session.data?.user.name ?? '';
  return (
    <header className={styles.header}>
      <Button
        appearance="subtle"
        icon={<NavigationRegular />}
        aria-label={texts.toggleNavigation}
        onClick={props.onToggle}
      />
      <span className={styles.brand}>
        <img src="/caravan.svg" width={24} height={24} alt="" />
        <Text weight="semibold" size={400}>
          {texts.product}
        </Text>
      </span>
      <span className={styles.space} />
      <span role="status" className={styles.connection}>
        <span
          className={`${styles.dot} ${connection === 'live' ? styles.dotLive : connection === 'lost' ? styles.dotLost : ''}`}
        />
        <Text size={200} className={connection === 'lost' ? styles.lost : undefined}>
          {texts.connection[connection]}
        </Text>
      </span>
      <Menu checkedValues={{ theme: [look] }} onCheckedValueChange={(_, it) => setLook(it.checkedItems[0] as Look)}>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" aria-label={texts.account} icon={<Avatar size={28} name={name} aria-hidden />} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuGroup>
              <MenuGroupHeader>
                {name} · {session.data?.user.role}
              </MenuGroupHeader>
            </MenuGroup>
            <MenuDivider />
            <MenuGroup>
              <MenuGroupHeader>{texts.theme}</MenuGroupHeader>
              {LOOKS.map((it) => (
                <MenuItemRadio key={it} name="theme" value={it}>
                  {texts.themes[it]}
                </MenuItemRadio>
              ))}
            </MenuGroup>
            <MenuDivider />
            <MenuItem onClick={() => void signOut()}>{texts.signOut}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </header>
  );
}
