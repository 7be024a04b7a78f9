// Разговор с сервером: один запрос — один понятный ответ, обрыв связи — тоже ответ.

import { left } from "./outbox.js";

// По https имя cookie начинается так: браузер примет его только от этого узла и только по https.
export const OURS = location.protocol === "https:" ? "__Host-" : "";
const PATIENCE = 15000;
const UPLOAD = 120000; // файлу нужно больше времени
const LIGHT = 20000; // знаков: большего браузер вслед закрытой странице не пошлёт

export function token() {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith(`${OURS}csrftoken=`));
  if (cookie) return decodeURIComponent(cookie.slice(`${OURS}csrftoken=`.length));
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
}

/** Чья это страница: сервер не примет её запрос от имени другого, вошедшего в соседней вкладке. */
function owner() {
  const { account } = document.documentElement.dataset;
  return account ? { "X-Letopis-Account": account } : {};
}

async function asked(url, options, patience = PATIENCE) {
  if (left()) return null;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    return await fetch(url, { credentials: "same-origin", redirect: "manual", signal: stop.signal, ...options });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function understood(response) {
  if (!response || response.status >= 500 || response.status === 429) return { status: 0, lost: "net", body: {} };
  if (response.type === "opaqueredirect") return { status: 0, lost: "login", body: {} };
  const body = await response.json().catch(() => null);
  if (response.status === 401) return { status: 0, lost: body?.code === "login.other" ? "other" : "login", body: {} };
  // Отказ без JSON — устаревший ключ страницы: записанное ждёт, пока страницу обновят.
  if (!body && response.status === 403) return { status: 0, lost: "login", body: {} };
  if (!body && response.ok) return { status: 0, lost: "net", body: {} };
  return { status: response.status, lost: "", body: body || {} };
}

/** Отправляет запись: {status, lost: "" | "net" | "login" | "other", body}. */
export async function post(url, body) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token(), ...owner() };
  const text = JSON.stringify(body);
  return understood(await asked(url, { method: "POST", headers, body: text, keepalive: text.length < LIGHT }));
}

/** Отправляет файл: {status, lost, body}. */
export async function send(url, file) {
  const form = new FormData();
  form.append("file", file);
  const headers = { Accept: "application/json", "X-CSRFToken": token(), ...owner() };
  return understood(await asked(url, { method: "POST", headers, body: form }, UPLOAD));
}

/** Подтверждает, что у экрана тот же человек, паролем или кодом: {status, lost, body}. */
export async function prove(url, typed) {
  const form = new FormData();
  form.append("sure", typed);
  const headers = { Accept: "application/json", "X-CSRFToken": token(), ...owner() };
  return understood(await asked(url, { method: "POST", headers, body: form }));
}

/** Спрашивает: {status, lost, body}. */
export async function get(url, query) {
  const address = `${url}${url.includes("?") ? "&" : "?"}${new URLSearchParams(query)}`;
  return understood(await asked(address, { headers: { Accept: "application/json", ...owner() } }));
}
