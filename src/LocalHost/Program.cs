using DurableSagas.LocalHost.Startup;
using Microsoft.Extensions.Configuration;

var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();

// Ended and not only returned from: threads of extensions that did not stop would hold the process.
Environment.Exit(await HostProgram.RunAsync(args, environment, Directory.GetCurrentDirectory()));
