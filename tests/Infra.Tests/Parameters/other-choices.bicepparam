using '../../../infra/main.bicep'

param stage = 'test'
param alertEmails = ['a@example.com', 'b@example.com']
param appSettings = { AZURE_CLIENT_ID: 'another', Participants__bank__BaseUrl: 'https://bank.example.com/' }
param allowFaultInjection = true
param networkAddresses = '10.1.2.0/25'
param operatorKeyUri = 'https://vault.example.com/secrets/operator-key'
param operatorSignIn = { clientId: '00000000-0000-0000-0000-000000000001', role: 'Operator' }
param privateStorage = true
param storageSku = 'Standard_LRS'
param taskHubBackend = 'DurableTaskScheduler'
