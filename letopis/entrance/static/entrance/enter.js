// Имя и код с листа: телефон открывает адрес с ними после «#», сервер и его журнал их не видят.

const [username, code] = decodeURIComponent(location.hash.slice(1)).split("/");

if (username && code) {
  document.querySelector("input[name=username]").value = username;
  document.querySelector("input[name=code]").value = code;
  document.querySelector("input[name=new]").focus();
  history.replaceState(null, "", location.pathname);
}
