metadata description = 'The storage account: host state, the task hub, the app\'s tables and queues, the deployed package. Entra identities only.'

@description('The name of the account.')
param name string

@description('The region.')
param location string

@description('The tags.')
param tags { *: string }

@description('How many copies of the data, and where.')
param sku string

@description('Whether the public endpoints are closed.')
param isPrivate bool

@description('The identity that the app runs as.')
param identityName string

@description('The tables of the app.')
param tables string[]

@description('The queues of the app.')
param queues string[]

@description('The container that deployments put the app\'s package in.')
param packageContainer string

@description('The task hub. Its tables, queues and containers are made by the Durable extension.')
param taskHub string

@description('Days after which a large message is deleted even if its saga was never purged.')
param largeMessageRetentionDays int

@description('What the app may do with the data: Storage Blob Data Owner, which the Functions host asks for, Storage Queue Data Contributor, Storage Table Data Contributor.')
var dataRoles = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
]

@description('Days in which a deleted blob or container can be brought back.')
var softDeleteDays = 7

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
      deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    }

    resource packages 'containers' = {
      name: packageContainer
    }
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource appQueues 'queues' = [
      for queue in queues: {
        name: queue
      }
    ]

    resource poisonQueues 'queues' = [
      for queue in queues: {
        name: '${queue}-poison'
      }
    ]
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource appTables 'tables' = [
      for table in tables: {
        name: table
      }
    ]
  }

  // Only the large messages: the host keeps its keys and locks in other containers, which no policy may touch.
  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'orphaned-large-messages'
            type: 'Lifecycle'
            definition: {
              actions: {
                baseBlob: {
                  delete: { daysAfterModificationGreaterThan: largeMessageRetentionDays }
                }
              }
              filters: {
                blobTypes: ['blockBlob']
                prefixMatch: ['${toLower(taskHub)}-largemessages/']
              }
            }
          }
        ]
      }
    }
    dependsOn: [blobs]
  }
}

resource dataAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in dataRoles: {
    name: guid(account.id, identity.id, role)
    scope: account
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]
