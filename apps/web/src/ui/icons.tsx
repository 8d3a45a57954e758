import type { ReactNode } from 'react';

function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export function MicrophoneIcon() {
  return (
    <Icon>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    </Icon>
  );
}

export function MutedIcon() {
  return (
    <Icon>
      <path d="M15 10.5V6a3 3 0 0 0-5.7-1.3M9 9v2a3 3 0 0 0 4.6 2.5M5.5 11.5a6.5 6.5 0 0 0 10.3 5.3M18.5 11.5a6.4 6.4 0 0 1-.5 2.4M12 18v3M4 4l16 16" />
    </Icon>
  );
}

export function HangUpIcon() {
  return (
    <Icon>
      <path d="M6 6l12 12M18 6L6 18" />
    </Icon>
  );
}

export function StopIcon() {
  return (
    <Icon>
      <rect x="7" y="7" width="10" height="10" rx="2" fill="currentColor" />
    </Icon>
  );
}

export function SendIcon() {
  return (
    <Icon>
      <path d="M12 19V5M6 11l6-6 6 6" />
    </Icon>
  );
}

export function NewIcon() {
  return (
    <Icon>
      <path d="M12 5v14M5 12h14" />
    </Icon>
  );
}

export function WarningIcon() {
  return (
    <Icon>
      <path d="M12 8.5v4.5M12 16.6v.2M10.3 4.2L2.9 17a2 2 0 0 0 1.7 3h14.8a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0z" />
    </Icon>
  );
}

/** The orb in small. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <clipPath id="logo-circle">
        <circle cx="16" cy="16" r="15" />
      </clipPath>
      <g clipPath="url(#logo-circle)">
        <rect width="32" height="32" fill="#ff9274" />
        <path d="M-1 17c5-5 11-5 17 0s12 5 17 0v17H-1z" fill="#3fc1c0" />
        <path d="M-1 22c5 4 11 4 17 0s12-4 17 0v12H-1z" fill="#0b7285" />
      </g>
    </svg>
  );
}

export function ConversationsIcon() {
  return (
    <Icon>
      <path d="M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H10l-4.5 4V16A2 2 0 0 1 4 14zM8 8.5h8M8 11.800h5" />
    </Icon>
  );
}

export function MoreIcon() {
  return (
    <Icon>
      <path d="M5.5 12h.01M12 12h.01M18.5 12h.01" strokeWidth="2.8" />
    </Icon>
  );
}

export function MoreBelowIcon() {
  return (
    <Icon>
      <path d="m7 10 5 5 5-5" />
    </Icon>
  );
}

export function SearchIcon() {
  return (
    <Icon>
      <circle cx="11" cy="11" r="6.5" />
      <path d="M16 16l4.5 4.5" />
    </Icon>
  );
}

export function BackIcon() {
  return (
    <Icon>
      <path d="M14.5 5.5L8 12l6.5 6.5" />
    </Icon>
  );
}

export function AgentsIcon() {
  return (
    <Icon>
      <circle cx="12" cy="8.5" r="4" />
      <path d="M4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5" />
    </Icon>
  );
}

export function ServerIcon() {
  return (
    <Icon>
      <rect x="4" y="4.5" width="16" height="6.2" rx="2" />
      <rect x="4" y="13.3" width="16" height="6.2" rx="2" />
      <path d="M7.8 7.6h.01M7.8 16.4h.01M12 7.6h4.5M12 16.4h4.5" />
    </Icon>
  );
}
