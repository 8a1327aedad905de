using PartnerChat.Web.Background;
using PartnerChat.Web.Diagnostics;

var builder = WebApplication.CreateBuilder(args);
await builder.AddDatabaseAsync();
builder.Services.AddChatHealth();

var app = builder.Build();
await app.MigrateDatabaseAsync();
app.MapChatHealth();
await app.RunAsync();
