Console.Error.WriteLine("LocalHost is being built.");
return 1;
