metadata name = 'DurableSagas'
metadata description = 'DurableSagas on Azure Functions Flex Consumption: the app, its storage, its identity, and the eyes on it.'

@description('The stage this deployment serves. Faults can be injected in any stage but prod.')
@allowed(['dev', 'test', 'prod'])
param stage string

@description('The region of every resource.')
param location string = resourceGroup().location

@description('Where orchestrations are kept: in the storage account, or in a Durable Task Scheduler. Instances do not move from one to the other.')
@allowed(['AzureStorage', 'DurableTaskScheduler'])
param taskHubBackend string = 'AzureStorage'

@description('Who is told when an alert fires, by mail.')
@minLength(1)
param alertEmails string[]

@description('Whether storage is reached through a virtual network only. The app stays reachable from the internet.')
param privateStorage bool = false

@description('The virtual network\'s addresses, at least a /25. Read only when storage is private.')
param networkAddresses string = '10.20.0.0/24'

@description('How many copies of the data, and where: in one data centre or in three zones.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageSku string = 'Standard_ZRS'

@description('Memory of one instance. 512 MB is not on offer: Durable Functions runs out of it.')
@allowed([2048, 4096])
param instanceMemoryMB int = 2048

@description('How many instances the app may scale out to.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('The Key Vault secret that holds the operator key, as its URI: the key itself is no parameter. The app\'s identity must be allowed to read it.')
param operatorKeyUri string?

@description('Who is an operator by signing in: the Entra application that stands for this app, and its app role. Turns App Service authentication on, which alone may say who a caller is.')
param operatorSignIn { clientId: string, role: string }?

@description('Settings of the app beside those that this template writes itself, such as Participants__bank__BaseUrl or Retention__Completed. A secret is a Key Vault reference, and no value.')
param appSettings { *: string } = {}

@description('Whether requests may ask for faults. Has no effect in prod.')
param allowFaultInjection bool = false

@description('Days after which a large message is deleted even if its saga was never purged. Longer than the longest saga and its retention.')
@minValue(30)
param largeMessageRetentionDays int = 365

@description('Days that logs, traces and metrics are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Tags on every resource.')
param tags { *: string } = {}

@description('The tables that the app names in its code.')
var appTables = [
  'Acknowledgements'
  'Cards'
  'DeadMessages'
  'DeadNotices'
  'Decisions'
  'Interventions'
  'Inventory'
  'Ledgers'
  'Loyalty'
  'Payments'
  'Receipts'
  'RetentionRuns'
  'Rewinds'
  'SagaDefinitions'
  'SagaIndex'
  'SagaPartitions'
  'SagaViews'
  'StoredDefinitions'
  'Sweeps'
  'Warehouse'
]

@description('The table that exists only where faults can be injected.')
var faultTable = 'InjectedFaults'

@description('The queues that the app names in its code. Each gets its poison queue.')
var appQueues = [
  'customers-registered'
  'saga-notices'
  'take-points-back'
]

@description('The name of the task hub, as the app that is deployed has it.')
var taskHub = loadJsonContent('../host.json', 'extensions.durableTask.hubName')

@description('Production takes no faults, whatever the parameters say.')
var faultInjection = allowFaultInjection && stage != 'prod'

@description('Whether the task hub is kept in a scheduler.')
var usesScheduler = taskHubBackend == 'DurableTaskScheduler'

@description('What ends every name: it keeps stages apart, and is the same at each deployment.')
var suffix = '${stage}-${uniqueString(resourceGroup().id, stage)}'

@description('The names of what several modules speak of.')
var names = {
  appSubnet: 'app'
  identity: 'id-sagas-${suffix}'
  insights: 'appi-sagas-${suffix}'
  network: 'vnet-sagas-${suffix}'
  packages: 'app-packages'
  scheduler: 'dts-sagas-${suffix}'
  storage: 'stsagas${uniqueString(resourceGroup().id, stage)}'
  workspace: 'log-sagas-${suffix}'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: names.identity
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    identityName: names.identity
    insightsName: names.insights
    location: location
    logRetentionDays: logRetentionDays
    tags: tags
    workspaceName: names.workspace
  }
  dependsOn: [identity]
}

module storage 'modules/storage.bicep' = {
  params: {
    identityName: names.identity
    isPrivate: privateStorage
    largeMessageRetentionDays: largeMessageRetentionDays
    location: location
    name: names.storage
    packageContainer: names.packages
    queues: appQueues
    sku: storageSku
    tables: faultInjection ? concat(appTables, [faultTable]) : appTables
    tags: tags
    taskHub: taskHub
  }
  dependsOn: [identity]
}

module network 'modules/network.bicep' = if (privateStorage) {
  params: {
    addresses: networkAddresses
    appSubnetName: names.appSubnet
    location: location
    name: names.network
    storageName: names.storage
    tags: tags
  }
  dependsOn: [storage]
}

module scheduler 'modules/scheduler.bicep' = if (usesScheduler) {
  params: {
    identityName: names.identity
    location: location
    name: names.scheduler
    tags: tags
    taskHub: taskHub
  }
  dependsOn: [identity]
}

module app 'modules/app.bicep' = {
  params: {
    appSettings: appSettings
    faultInjection: faultInjection
    identityName: names.identity
    insightsName: names.insights
    instanceMemoryMB: instanceMemoryMB
    location: location
    maximumInstanceCount: maximumInstanceCount
    name: 'func-sagas-${suffix}'
    operatorKeyUri: operatorKeyUri
    operatorSignIn: operatorSignIn
    packageContainer: names.packages
    schedulerName: usesScheduler ? names.scheduler : null
    storageName: names.storage
    subnetId: privateStorage
      ? resourceId('Microsoft.Network/virtualNetworks/subnets', names.network, names.appSubnet)
      : null
    tags: tags
  }
  dependsOn: [monitoring, network, scheduler, storage]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    emails: alertEmails
    location: location
    name: 'sagas-${stage}'
    storageName: names.storage
    tags: tags
    workspaceName: names.workspace
  }
  dependsOn: [monitoring, storage]
}

@description('The function app, for the deployment of its package.')
output functionAppName string = app.outputs.name

@description('Where the app answers.')
output baseUrl string = app.outputs.baseUrl
