using '../../../infra/main.bicep'

param stage = 'test'
param alertEmails = ['a@example.com', 'b@example.com']
param allowFaultInjection = true
param networkAddresses = '10.1.2.0/25'
param privateStorage = true
param storageSku = 'Standard_LRS'
param taskHubBackend = 'DurableTaskScheduler'
