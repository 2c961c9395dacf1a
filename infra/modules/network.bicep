metadata description = 'A virtual network with the app in one subnet and storage\'s private endpoints in the other.'

@description('The name of the network.')
param name string

@description('The region.')
param location string

@description('The tags.')
param tags { *: string }

@description('The network\'s addresses.')
param addresses string

@description('The subnet for the app.')
param appSubnetName string

@description('The storage account to reach from inside.')
param storageName string

@description('The services of the account that the app talks to.')
var storageServices = ['blob', 'queue', 'table']

@description('The subnet for the private endpoints.')
var endpointSubnetName = 'private-endpoints'

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageName
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addresses] }
    subnets: [
      {
        name: appSubnetName
        properties: {
          addressPrefix: cidrSubnet(addresses, 26, 0)
          delegations: [
            {
              name: 'flex-consumption'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: endpointSubnetName
        properties: { addressPrefix: cidrSubnet(addresses, 26, 1) }
      }
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for service in storageServices: {
    name: 'privatelink.${service}.${environment().suffixes.storage}'
    location: 'global'
    tags: tags
  }
]

resource zoneLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (service, index) in storageServices: {
    parent: zones[index]
    name: network.name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2026-03-01' = [
  for service in storageServices: {
    name: 'pep-${service}-${storageName}'
    location: location
    tags: tags
    properties: {
      privateLinkServiceConnections: [
        {
          name: service
          properties: {
            groupIds: [service]
            privateLinkServiceId: storage.id
          }
        }
      ]
      subnet: { id: '${network.id}/subnets/${endpointSubnetName}' }
    }
  }
]

resource endpointZones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = [
  for (service, index) in storageServices: {
    parent: endpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: service
          properties: { privateDnsZoneId: zones[index].id }
        }
      ]
    }
  }
]
