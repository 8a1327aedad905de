using Microsoft.EntityFrameworkCore;
using PartnerChat.Data;
using PartnerChat.Web.Components;
using PartnerChat.Web.Security;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatDatabase(builder.Configuration.GetConnectionString("PartnerChat") ?? throw new InvalidOperationException("ConnectionStrings:PartnerChat is not set."));
builder.Services.AddSingleton(TimeProvider.System);
builder.AddPageSecurity();
builder.AddAccounts();
builder.Services.AddPages();

var app = builder.Build();
await using (var db = await app.Services.GetRequiredService<IDbContextFactory<ChatDbContext>>().CreateDbContextAsync()) await db.Database.MigrateAsync();
app.UsePageSecurity();
app.UseErrorPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapPages();
app.Run();
