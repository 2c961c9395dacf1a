using DurableSagas.LocalHost.Startup;
using Microsoft.Extensions.Configuration;

var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
return await HostProgram.RunAsync(args, environment, Directory.GetCurrentDirectory());
