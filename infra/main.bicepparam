using 'main.bicep'

// A sample: production, with the task hub in a storage account that spans three zones.
param stage = 'prod'
param alertEmails = ['on-call@example.com']
param tags = {
  app: 'durable-sagas'
}
