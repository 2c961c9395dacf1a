metadata description = 'The function app: Flex Consumption, .NET 10 isolated, one instance always ready for orchestrations.'

@description('The name of the app.')
param name string

@description('The region.')
param location string

@description('The tags.')
param tags { *: string }

@description('The identity that the app runs as.')
param identityName string

@description('The storage account of the host, the task hub and the app.')
param storageName string

@description('The container that holds the app\'s package.')
param packageContainer string

@description('Where the app sends its telemetry.')
param insightsName string

@description('The Durable Task Scheduler, where the task hub lives in one.')
param schedulerName string?

@description('The subnet to run in, where storage is private.')
param subnetId string?

@description('Memory of one instance.')
param instanceMemoryMB int

@description('How many instances the app may scale out to.')
param maximumInstanceCount int

@description('Settings beside those that are written here; one of a name that is written here gives way.')
param appSettings { *: string }

@description('Whether requests may ask for faults.')
param faultInjection bool

@description('The Key Vault secret that holds the operator key.')
param operatorKeyUri string?

@description('Who is an operator by signing in.')
param operatorSignIn { clientId: string, role: string }?

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' existing = if (schedulerName != null) {
  name: schedulerName!
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    clientAffinityEnabled: false
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        // Orchestrations wait for no cold start: due timers and messages find an instance that is up.
        alwaysReady: [{ name: 'durable', instanceCount: 1 }]
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
    }
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    serverFarmId: plan.id
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
    virtualNetworkSubnetId: subnetId
  }

  // Names and addresses, no key.
  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      // Who is an operator by a role is said below, together with what vouches for it.
      toObject(
        filter(items(appSettings), setting => toLower(setting.key) != 'operatorrole'),
        setting => setting.key,
        setting => setting.value
      ),
      {
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
        APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
        AZURE_CLIENT_ID: identity.properties.clientId
        AllowFaultInjection: faultInjection ? 'true' : 'false'
        AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
        AzureWebJobsStorage__clientId: identity.properties.clientId
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
        AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
      },
      operatorKeyUri == null ? {} : { OperatorKey: '@Microsoft.KeyVault(SecretUri=${operatorKeyUri!})' },
      operatorSignIn == null ? {} : { OperatorRole: operatorSignIn!.role },
      schedulerName == null
        ? {}
        : {
            DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.properties.endpoint};Authentication=ManagedIdentity;ClientID=${identity.properties.clientId}'
          }
    )
    // The app believes the header that names a role: not before something keeps callers from writing it.
    dependsOn: [authentication]
  }

  // Whoever shows no token goes on with a function key.
  resource authentication 'config' = if (operatorSignIn != null) {
    name: 'authsettingsV2'
    properties: {
      globalValidation: { unauthenticatedClientAction: 'AllowAnonymous' }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: operatorSignIn!.clientId
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          }
          validation: {
            allowedAudiences: [operatorSignIn!.clientId, 'api://${operatorSignIn!.clientId}']
          }
        }
      }
      platform: { enabled: true }
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

@description('The name of the app.')
output name string = app.name

@description('Where the app answers.')
output baseUrl string = 'https://${app.properties.defaultHostName}/'
