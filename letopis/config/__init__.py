"""Крыша: настройки, адреса, запуск.

Here the house is put together: settings, addresses, the server, the console command.
Nothing is kept here and no rule lives here.
"""
