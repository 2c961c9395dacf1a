metadata description = 'The Durable Task Scheduler, the other place where a task hub can live.'

@description('The name of the scheduler.')
param name string

@description('The region.')
param location string

@description('The tags.')
param tags { *: string }

@description('The identity that the app runs as.')
param identityName string

@description('The task hub.')
param taskHub string

@description('What the app may do with the task hub: Durable Task Data Contributor.')
var dataRole = '0ad04412-c4d5-4796-b79c-f76d14c8d402'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // An empty list would let nobody in; who may do what is decided by Entra.
    ipAllowlist: ['0.0.0.0/0']
    sku: { name: 'Consumption' }
  }

  resource hub 'taskHubs' = {
    name: taskHub
  }
}

resource dataAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler::hub.id, identity.id, dataRole)
  scope: scheduler::hub
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataRole)
  }
}
