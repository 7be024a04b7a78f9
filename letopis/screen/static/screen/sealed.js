// Общее у всех объектов и списков: прибавить к нему ничего нельзя, что бы ни пришло с сервера под именем __proto__.

for (const shared of [Object.prototype, Array.prototype, Function.prototype]) Object.preventExtensions(shared);
