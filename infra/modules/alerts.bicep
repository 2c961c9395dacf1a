metadata description = 'What wakes an operator, and whom. A rule on logs fires when its query, in ../alerts, returns a row.'

@description('What the names of the rules begin with.')
param name string

@description('The region of the rules on logs.')
param location string

@description('The tags.')
param tags { *: string }

@description('Whom to tell.')
param emails string[]

@description('The Log Analytics workspace to ask.')
param workspaceName string

@description('The storage account to watch.')
param storageName string

@description('A rule on logs.')
type logRule = {
  @description('The name of the rule, and of its query\'s file.')
  name: string

  @description('What is wrong when it fires.')
  summary: string

  @description('The query.')
  query: string

  @description('0 is critical, 4 is verbose.')
  severity: int

  @description('How often to ask.')
  frequency: string

  @description('How far back a query that names no time of its own looks.')
  window: string

  @description('How far back the query may look, where that is more than the window.')
  range: string?

  @description('Whether the alert ends by itself when the query returns no row any more.')
  endsByItself: bool
}

@description('The rules on logs.')
var logRules logRule[] = [
  {
    name: 'saga-stuck'
    summary: 'A saga is stuck: mend the cause, then rewind the instance.'
    query: loadTextContent('../alerts/saga-stuck.kql')
    severity: 1
    frequency: 'PT5M'
    window: 'PT5M'
    endsByItself: false
  }
  {
    name: 'orchestration-failed'
    summary: 'An orchestration has failed.'
    query: loadTextContent('../alerts/orchestration-failed.kql')
    severity: 2
    frequency: 'PT5M'
    window: 'PT5M'
    endsByItself: false
  }
  {
    name: 'poison-message'
    summary: 'A message has been given up.'
    query: loadTextContent('../alerts/poison-message.kql')
    severity: 2
    frequency: 'PT5M'
    window: 'PT5M'
    endsByItself: false
  }
  {
    name: 'queue-age'
    summary: 'A queue is not worked off.'
    query: loadTextContent('../alerts/queue-age.kql')
    severity: 2
    frequency: 'PT5M'
    window: 'PT10M'
    endsByItself: true
  }
  {
    name: 'server-errors'
    summary: 'Callers are answered with errors.'
    query: loadTextContent('../alerts/server-errors.kql')
    severity: 2
    frequency: 'PT5M'
    window: 'PT5M'
    endsByItself: true
  }
  {
    name: 'retention-missed'
    summary: 'Ended sagas are not purged.'
    query: loadTextContent('../alerts/retention-missed.kql')
    severity: 3
    frequency: 'PT1H'
    window: 'P1D'
    range: 'P2D'
    endsByItself: true
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: workspaceName
}

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageName
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    emailReceivers: [
      for email in emails: {
        name: email
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
    enabled: true
    groupShortName: 'sagas'
  }
}

resource onLogs 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in logRules: {
    name: '${name}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      actions: { actionGroups: [operators.id] }
      autoMitigate: rule.endsByItself
      criteria: {
        allOf: [
          {
            operator: 'GreaterThan'
            query: rule.query
            threshold: 0
            timeAggregation: 'Count'
          }
        ]
      }
      description: rule.summary
      displayName: '${name}: ${rule.name}'
      enabled: true
      evaluationFrequency: rule.frequency
      overrideQueryTimeRange: rule.?range
      scopes: [workspace.id]
      severity: rule.severity
      // A new workspace has no column of a table that nothing has been written to.
      skipQueryValidation: true
      windowSize: rule.window
    }
  }
]

resource onThrottling 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: '${name}-storage-throttling'
  location: 'global'
  tags: tags
  properties: {
    actions: [{ actionGroupId: operators.id }]
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          dimensions: [
            {
              name: 'ResponseType'
              operator: 'Include'
              values: [
                'ClientAccountBandwidthThrottlingError'
                'ClientAccountRequestThrottlingError'
                'ClientThrottlingError'
                'ServerBusyError'
              ]
            }
          ]
          metricName: 'Transactions'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          name: 'throttled'
          operator: 'GreaterThan'
          threshold: 10
          timeAggregation: 'Total'
        }
      ]
    }
    description: 'The storage account turns requests away.'
    enabled: true
    evaluationFrequency: 'PT5M'
    scopes: [storage.id]
    severity: 2
    windowSize: 'PT5M'
  }
}
