using '../../../infra/main.bicep'

param stage = 'prod'
param alertEmails = ['a@example.com']
param allowFaultInjection = true
param appSettings = { OperatorRole: 'Anybody' }
